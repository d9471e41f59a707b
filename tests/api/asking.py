"""Asking the API as somebody of the cast."""

from django.test import Client

from nepmoi.core.accounts.models import Account

FIGURES = "/api/v1/figures"
HEADERS = {"host": "127.0.0.1"}
PROBLEM = "application/problem+json"


def signed_in(username, language="vi"):
    """A client of an account, with the pages' cookie for its language."""
    client = Client(headers=HEADERS)
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language
    return client


def problem(response):
    """A refusal's body, after a look at its form."""
    body = response.json()
    assert response["Content-Type"] == PROBLEM
    assert set(body) == {"code", "title", "status", "facts"}
    assert body["status"] == response.status_code
    return body
