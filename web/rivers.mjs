// The great rivers of the region as maps name them, each part by a point that it runs through, for the lines of the package have no names.
// What Natural Earth's 1:50,000,000 rivers do not hold (Orontes, Litani, Khabur, the two Zabs …) is not drawn: a line by hand would say
// more than is known. A river that shares its name with a country or a town beside it is called a river.
export const RIVERS = [
  { ar: "النيل", en: "Nile", at: [30.75, 28.1] },
  { ar: "النيل", en: "Nile", at: [32.4, 22.7] }, // Lake Nasser
  { ar: "فرع رشيد", en: "Rosetta Branch", at: [30.5, 31.2] },
  { ar: "فرع دمياط", en: "Damietta Branch", at: [31.5, 31.2] },
  { ar: "النيل الأبيض", en: "White Nile", at: [32.7, 12] },
  { ar: "النيل الأزرق", en: "Blue Nile", at: [33.5, 14.4] },
  { ar: "النيل الأزرق", en: "Blue Nile", at: [37.3, 10.1] }, // in Ethiopia
  { ar: "نهر عطبرة", en: "Atbara River", at: [34.9, 17] },
  { ar: "تكزي", en: "Tekezé", at: [36.9, 14.3] },
  { ar: "بحر الجبل", en: "Bahr el Jebel", at: [31.7, 5.1] },
  { ar: "بحر الجبل", en: "Bahr el Jebel", at: [30.3, 8.5] }, // through the Sudd
  { ar: "أومو", en: "Omo", at: [36.4, 6.5] },
  { ar: "نهر جوبا", en: "Jubba River", at: [42.2, 2.3] },
  { ar: "نهر النيجر", en: "Niger River", at: [-2.8, 11.2] },
  { ar: "نهر النيجر", en: "Niger River", at: [6.1, 4.7] },
  { ar: "بنوي", en: "Benue", at: [10, 8.3] },
  { ar: "نهر شاري", en: "Chari River", at: [16.7, 10.5] },
  { ar: "نهر السنغال", en: "Senegal River", at: [-13.5, 16.1] },
  { ar: "الفرات", en: "Euphrates", at: [40.4, 35.2] }, // in Syria
  { ar: "الفرات", en: "Euphrates", at: [38.1, 36.1] }, // Lake Assad
  { ar: "الفرات", en: "Euphrates", at: [43.7, 33.43] }, // in Iraq
  { ar: "الفرات", en: "Euphrates", at: [39, 37.8] }, // in Turkey
  { ar: "دجلة", en: "Tigris", at: [44.4, 33.7] },
  { ar: "دجلة", en: "Tigris", at: [41.2, 37.8] }, // in Turkey
  { ar: "شط الغراف", en: "Shatt al-Gharraf", at: [46, 31.9] },
  { ar: "شط العرب", en: "Shatt al-Arab", at: [48.2, 30.4] },
  { ar: "نهر الأردن", en: "Jordan River", at: [35.55, 32.2] },
  { ar: "هلمند", en: "Helmand", at: [65.3, 32.5] },
  { ar: "آمو داريا", en: "Amu Darya", at: [62.2, 40.5] },
  { ar: "السند", en: "Indus", at: [68.94, 27.72] },
  { ar: "الدنيبر", en: "Dnieper", at: [33.2, 46.8] },
  { ar: "الدون", en: "Don", at: [41, 47.6] },
  { ar: "الفولغا", en: "Volga", at: [48.3, 46.4] },
  { ar: "الدانوب", en: "Danube", at: [21.7, 44.7] },
];
