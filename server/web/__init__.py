"""The only place that knows HTTP: Starlette, Jinja, cookies, status codes."""
