# The image of the bot: it needs its two volumes and the settings, nothing else. compose.yaml builds
# and starts it, and takes away what the bot never needs.

# the Python that the locks were made with and the tests run on
ARG PYTHON=3.11-slim-bookworm

# --- what is built, with tools that stay behind --------------------------------------------
FROM python:${PYTHON} AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv --without-pip /opt/cop-humas

# first what changes rarely: every package by its hash, none compiled
COPY requirements.lock ./
RUN python -m pip --python /opt/cop-humas/bin/python install \
    --only-binary :all: --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY community community
COPY storage storage
COPY handlers handlers
COPY simulator simulator
COPY bot bot
RUN python -m pip --python /opt/cop-humas/bin/python install --no-deps .

# --- what runs -----------------------------------------------------------------------------
FROM python:${PYTHON}

LABEL org.opencontainers.image.title="CoP Humas" \
      org.opencontainers.image.description="Telegram bot of the Community of Practice Pranata Humas Jawa Timur" \
      org.opencontainers.image.licenses="MIT"

# a number, so that Kubernetes and others can see that it is not root
RUN groupadd --gid 10001 cop \
    && useradd --uid 10001 --gid cop --no-create-home --home-dir /srv/cop cop \
    && install -d -o cop -g cop -m 0700 /srv/cop /srv/cop/data /srv/cop/backups
COPY --from=build /opt/cop-humas /opt/cop-humas

# charts are drawn by a process that keeps its cache in a folder under /tmp
ENV PATH=/opt/cop-humas/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////srv/cop/data/cop.db \
    BACKUP_DIR=/srv/cop/backups \
    HEALTH_LISTEN=127.0.0.1:9090
WORKDIR /srv/cop
USER 10001:10001
VOLUME ["/srv/cop/data", "/srv/cop/backups"]

STOPSIGNAL SIGTERM
# no curl in the image; no proxy between the bot and itself
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 9090, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["cop-humas"]
CMD ["run"]
