"""Both aliases see what a test wrote, whichever kind of test it is."""

import pytest
from django.db import connections, transaction

from nepmoi.core.accounts.models import Account


@pytest.mark.django_db
def test_a_test_that_is_rolled_back_has_one_connection() -> None:
    Account(username="mau", full_name="Mẫu").save()
    with transaction.atomic(using="snapshot"):
        assert Account.objects.using("snapshot").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_has_two() -> None:
    assert connections["snapshot"] is not connections["default"]
    with transaction.atomic():
        Account(username="mau", full_name="Mẫu").save()
        assert Account.objects.using("snapshot").count() == 0
    assert Account.objects.using("snapshot").count() == 1
