"""Signing in and out, and the two choices that a reader has about how pages look."""

from typing import Final

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.web.context import THEME_COOKIE, THEMES
from nepmoi.web.errors import SignInLocked
from nepmoi.web.forms import SignInForm
from nepmoi.web.pages import public_page
from nepmoi.web.problems import refuse

_MONTH: Final = 30 * 24 * 60 * 60
_YEAR: Final = 365 * 24 * 60 * 60


@public_page
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a password, and go on to the page that was wanted."""
    onward = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(onward or resolve_url(settings.LOGIN_REDIRECT_URL))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        account = authenticate(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if account is not None:
            login(request, account)
            if form.cleaned_data["remember"]:
                request.session.set_expiry(_MONTH)
            return redirect(onward or resolve_url(settings.LOGIN_REDIRECT_URL))
        form.add_error(None, gettext("The name and the password do not fit together. Check both and try again."))
    context = {"form": form, "next": onward}
    return render(request, "account/sign_in.html", context, status=422 if form.is_bound else 200)


@public_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; a second press does no harm."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@public_page
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie and show the same page again."""
    response = redirect(_safe(request, request.POST.get("next", "")) or "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@public_page
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; anything else means that the device decides."""
    response = redirect(_safe(request, request.POST.get("next", "")) or "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def locked_out(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """What django-axes shows after too many wrong passwords."""
    return refuse(request, SignInLocked(minutes=round(settings.AXES_COOLOFF_TIME * 60)))


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


def _safe(request: HttpRequest, address: str) -> str:
    """The address when it is one of ours, else nothing: a link may not send people elsewhere after they signed in."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""
