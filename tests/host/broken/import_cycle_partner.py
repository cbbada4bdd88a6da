from import_cycle import needed_by_the_partner  # noqa: F401


def helper():
    return 2
