"""Editors and painters of table cells."""
