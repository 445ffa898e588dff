"""What each step is held to."""

from contextlib import contextmanager

from kubernetes.client.exceptions import ApiException


class Difference(SystemExit):
    """Ends the program with an exit code that tells of it."""


def expect(what, actual, wanted):
    if actual != wanted:
        raise Difference(f"FAILED: {what}: got {actual!r}, wanted {wanted!r}")
    print("ok:", what, flush=True)


@contextmanager
def refused(what, code):
    """Expects that its body is answered with an error."""
    try:
        yield
    except ApiException as error:
        expect(what, error.status, code)
    else:
        raise Difference(f"FAILED: {what}: it was not refused")
