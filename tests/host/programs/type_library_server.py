"""What Windows' own interface, ITypeLib, tells of a type library."""

from probe32 import Server32


class TypeLibraryServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("kernel32", "windll", host, port)

    def describe(self, path):
        """Name, GUID and version of the library; of each type name, GUID, kind, whether it is dual, methods, fields."""
        from comtypes import typeinfo

        library = typeinfo.LoadTypeLibEx(path, typeinfo.REGKIND_NONE)
        about = library.GetLibAttr()
        types = [self._type(library.GetTypeInfo(index)) for index in range(library.GetTypeInfoCount())]
        version = f"{about.wMajorVerNum}.{about.wMinorVerNum}"
        return library.GetDocumentation(-1)[0], str(about.guid), version, types

    def _type(self, info):
        about = info.GetTypeAttr()
        methods = [self._method(info, info.GetFuncDesc(index)) for index in range(about.cFuncs)]
        fields = [info.GetNames(info.GetVarDesc(index).memid, 1)[0] for index in range(about.cVars)]
        name, text = info.GetDocumentation(-1)[:2]
        guid = "" if str(about.guid).startswith("{00000000-0000-0000-0000") else str(about.guid)
        return name, guid, about.typekind, bool(about.wTypeFlags & 0x40), text or "", methods, fields, about.cImplTypes

    def _method(self, info, function):
        text = info.GetDocumentation(function.memid)[1]
        kinds = [function.lprgelemdescParam[index].tdesc.vt for index in range(function.cParams)]
        flags = [function.lprgelemdescParam[index]._.paramdesc.wParamFlags for index in range(function.cParams)]
        names = info.GetNames(function.memid, function.cParams + 1)
        return function.memid, function.invkind, function.oVft, names, kinds, flags, text or ""
