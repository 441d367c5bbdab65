# One image for every role (API, worker, sweeper, migrations); REQUIREMENTS=gpu gives the one for GPU workers.
FROM python:3.12-slim-bookworm AS build
ARG REQUIREMENTS=cpu
WORKDIR /app

# The locked requirements come first: they change less often than the code.
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && python -m venv --without-pip /opt/venv \
    && uv pip install --no-cache --python /opt/venv --require-hashes --compile-bytecode -r "requirements/${REQUIREMENTS}.txt"

COPY . .
RUN uv pip install --no-cache --python /opt/venv --no-deps --no-build-isolation --editable . \
    && /opt/venv/bin/python -m compileall -q .

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --home-dir /var/lib/deadweight --create-home --shell /usr/sbin/nologin deadweight \
    && install --directory --owner=10001 --group=10001 /blobs
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /app
USER 10001

EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["uvicorn", "api.app:create_app", "--factory", "--host", "0.0.0.0", "--port", "8000"]
