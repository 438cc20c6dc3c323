"""Every test sees the practice model and no key, proxy or setting of this machine; --stress lengthens the long ones."""

import os

import pytest
from hypothesis import settings

from workshop_utils.commands import offline_environment

# At import, before any test module or kernel can read the environment.
_offline = offline_environment()
for _name in set(os.environ) - set(_offline):
    del os.environ[_name]
os.environ.update(_offline)

settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("stress", max_examples=2000, deadline=None)


def pytest_addoption(parser):
    parser.addoption("--stress", action="store_true", help="long versions: more kills, interleavings and examples")


def pytest_configure(config):
    config.addinivalue_line("markers", "stress: runs only with --stress")
    settings.load_profile("stress" if config.getoption("--stress") else "quick")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--stress"):
        for item in items:
            if item.get_closest_marker("stress"):
                item.add_marker(pytest.mark.skip(reason="runs in make stress"))


@pytest.fixture(scope="session")
def rounds(request):
    """rounds(quick, stress): how often to repeat, by the option given."""
    return lambda quick, stress: stress if request.config.getoption("--stress") else quick
