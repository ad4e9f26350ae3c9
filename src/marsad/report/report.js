// Pointing at a claim (or focusing it) leaves only its own words highlighted in the article.
for (const item of document.querySelectorAll("li[id]")) {
  const marks = item.closest("section").querySelectorAll("mark");
  const show = () => marks.forEach((m) => {
    const mine = m.dataset.claims.split(" ").includes(item.id);
    m.classList.toggle("on", mine);
    m.classList.toggle("off", !mine);
  });
  const clear = () => marks.forEach((m) => m.classList.remove("on", "off"));
  item.addEventListener("mouseenter", show);
  item.addEventListener("focus", show);
  item.addEventListener("mouseleave", clear);
  item.addEventListener("blur", clear);
}
