"""Opening accounts. The write envelope stands above this room, so its callers open it."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from nepmoi.core.accounts.errors import PasswordWeak, UsernameTaken
from nepmoi.core.accounts.models import Account


def open_account(*, username: str, full_name: str, password: str) -> int:
    """Make an account and return its id; call it inside the caller's write envelope.

    Raises:
        UsernameTaken: when the name is in use, in upper or lower case.
        PasswordWeak: when the password is short, common or like the name.
    """
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise UsernameTaken(username=username)
    account = Account(username=username, full_name=full_name)
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise PasswordWeak(reasons=" ".join(problem.messages)) from problem
    account.set_password(password)
    account.save()
    return account.pk
