"""Which editor each kind of argument gets."""

from __future__ import annotations

from ..models.arguments import ArgumentSpec, FieldKind
from .argument_field import ArgumentField
from .buffer_field import BufferField
from .callback_field import CallbackField
from .choice_fields import BooleanField, EnumerationField
from .line_fields import FloatField, IntegerField, LineField
from .structured_field import StructuredField
from .text_field import TextField

_Field = LineField | BooleanField | EnumerationField | StructuredField
_FIELDS: dict[FieldKind, type[_Field]] = {
    FieldKind.INTEGER: IntegerField,
    FieldKind.FLOAT: FloatField,
    FieldKind.TEXT: TextField,
    FieldKind.BOOLEAN: BooleanField,
    FieldKind.ENUMERATION: EnumerationField,
    FieldKind.STRUCT: StructuredField,
    FieldKind.NUMBERS: StructuredField,
    FieldKind.BUFFER: BufferField,
    FieldKind.CALLBACK: CallbackField,
}


def make_field(spec: ArgumentSpec) -> ArgumentField:
    """The field for `spec`, with its initial text."""
    field = _FIELDS.get(spec.kind, LineField)(spec)
    field.set_text(spec.initial)
    return field
