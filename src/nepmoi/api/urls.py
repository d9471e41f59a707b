"""The API's addresses and its OpenAPI description, at ``/api/v1/openapi.json``."""

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth

from nepmoi import __version__
from nepmoi.api import figures
from nepmoi.api.problems import answer, not_signed_in, not_understood
from nepmoi.kernel.errors import NepmoiError

# The interactive page of the description loads scripts from outside, which the security policy forbids.
api = NinjaAPI(title="Nếp Mới", version=__version__, urls_namespace="api", auth=django_auth, docs_url=None)
api.add_exception_handler(NepmoiError, answer)
api.add_exception_handler(AuthenticationError, not_signed_in)
api.add_exception_handler(ValidationError, not_understood)
api.add_router("/figures", figures.router)

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
