from import_cycle_partner import helper  # noqa: F401


def needed_by_the_partner():
    return 1
