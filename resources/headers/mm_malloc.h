/* MinGW's and clang's: nothing that a DLL's header declares with. */
