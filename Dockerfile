# Two stages: the packages are installed with their hashes, then copied without the installer.
FROM python:3.12-slim AS packages
WORKDIR /pix
COPY requirements/base.txt requirements/
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=pix.settings.production \
    PIX_DATA_DIR=/pix/var
RUN useradd --system --uid 10001 --home-dir /pix --no-create-home pix
WORKDIR /pix
COPY --from=packages /venv /venv
COPY . .
# The key below signs nothing: collecting static files only needs one to exist.
RUN for catalogue in locale/*/LC_MESSAGES/django.po; do \
      [ ! -f "$catalogue" ] || pybabel compile -i "$catalogue" -o "${catalogue%.po}.mo"; \
    done \
 && SECRET_KEY=unused-while-building python manage.py collectstatic --no-input --verbosity 0 \
 && chown -R pix:pix /pix/var
USER pix
EXPOSE 8000
CMD ["gunicorn", "pix.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", \
     "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
