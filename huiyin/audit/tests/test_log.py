import pytest


@pytest.mark.django_db
def test_x(licence):
    licence()


@pytest.mark.django_db(transaction=True)
def test_y(licence):
    licence()


@pytest.mark.django_db(transaction=True)
def test_z(licence):
    licence()


def test_w(transactional_db, licence):
    licence()
