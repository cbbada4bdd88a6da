<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>probe32</name>
    <message>
        <source> Ins and Del add and remove an element.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · the last {limit} are kept, and pinned ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · {count} not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask before the 32-bit host is restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Begin as the last window was left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close this panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Commands and exports…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy this DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Deadline in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Deadline, s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete from the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export wrapper…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find an export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Float this panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Functions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to where it is shown first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;How many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import header…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Include folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Macros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not evident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open DLL…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open this DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Overwrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste declarations…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Repeat the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart the 32-bit host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Take {count} declarations</source>
        <comment>&amp;Take {count} declaration</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(not given)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(pinned)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0, with a last error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0x00a31f40</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host ended; the next call starts a new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit host starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 functions missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A *.probe32 file: signatures, types, sequences and what else you have told Probe32 about a DLL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A C type, such as double[16], struct point, or bytes[256] for bare bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A DLL that another DLL needs in order to be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Python package that Probe32 writes for a DLL: 64-bit programs import it and call the functions by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A call is taking long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A call that is made again after a restart of the host, such as the one that opens the instrument.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with the missing DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A function of yours that the DLL calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A function or a piece of data that a DLL offers to others. Everything else in it is its own affair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header needs its DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name to which the compiler has added how the function is called, such as _add@8 (stdcall, 8 bytes of arguments) or ?add@@YAHHH@Z (C++). Probe32 shows the plain name, and takes the decoration as evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A negative number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number or pointer by which a DLL knows something it has opened for you. It means nothing outside the process that gave it, so after a restart of the host it is void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A parameter through which the function gives something back: C has one result only, so further ones are written where a pointer leads. Probe32 makes the room, and shows the value among the outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restart makes every handle and pointer void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A set of DLLs of which Windows keeps several versions; a DLL asks for the one it needs in its manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A word of Microsoft's in a prototype, such as _Out_ or _In_reads_(count), that says which way memory travels and how much of it there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder to those that are searched for DLLs it needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a member (Ins)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a parameter (Ins)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a row (Ins)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an element (Ins)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the function in focus, as its form is filled in (Ins)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ali&amp;gnment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All &amp;kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys, to look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address, 0x… or decimal; pointers that calls have returned are in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An argument does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export that only leads on to an export of another DLL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file has taken the place of the DLL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has changed the project's file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another window, for another DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer 0 each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer 1 each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any &amp;convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anywhere: the menu of what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Argument {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Argument {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments of the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a &amp;table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a Python package, tests, a header, a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a web page, CSV or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As stdcall, but the first two whole numbers travel in processor registers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BSTR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin afresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with the guessed prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Br&amp;owse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the chosen call back to the form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the DLL's size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byte in hexadecimal digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes from the beginning, as Microsoft's compiler for x86 lays it out; 24:13 is bit 13 of the unit at 24</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of the whole member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes; empty where the inside is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C &amp;prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C headers (*.h *.hpp *.hh *.inc);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C te&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C text not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C text of the type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call it '{name}'.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call its functions from 64-bit Python, in three steps:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the function (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the function with these arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calling convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls in the &amp;history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls in their order, such as open, configure, read, close; each can use results of those before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls the DLL from 64-bit Python: a typed client, the server for the 32-bit side, a self-test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a function or a sequence, press + at the left, and say which argument is to run from where to where. The plot grows here while the sweep runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a function, and press + for a sweep over its arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a step to go back to it, or forward. The icon marks what is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an export on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an export: its instructions appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the &amp;history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a problem to go where it is mended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click something to have it explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel with the keyboard; the View menu brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the win&amp;dow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpare two calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;nvention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {column}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the prototype with the vendor's header, and with the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete the prototype.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contradicted by the DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command &amp;line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything, or all that was found, as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the chosen lines, or all that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the result of this call as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this call as C statements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this call as Python, C, JSON or a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this call as a Python program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this call as a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy with all &amp;below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coroutines (asyncio)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the argument.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the prototype; the place is marked there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the signature, then call again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct {names}, which are marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct {names}, which is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+C: copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+C: copy the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+E: export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Return: call · Esc: stop · Tab: to the next argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DLLs and projects (*.dll *.ocx *.cpl *.exe *.probe32);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline of each call in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline of each call in seconds; none when it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declaration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declarations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declarations taken in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declarations, pinned calls, sequences and sweeps as cells to run and to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declared as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dependencies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disassembly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a call to bring its function and arguments back; choose two to compare them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a line to see its call in the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit &amp;history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the &amp;prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the &amp;types</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits made so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Em&amp;pty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the call (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the call that is under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every handle and pointer that calls have returned becomes void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything takes effect at once; the language with the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore and call 32-bit Windows DLLs from 64-bit Python.
MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exports that nothing here declares; they stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;iles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;unction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2 renames the type everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2: rename · Del: remove what nothing uses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fai&amp;lures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name, #ordinal, kind or convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or an export by a few letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the output (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder to write into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder to write to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For&amp;warders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget every line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget every name that was defined here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the calls made so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the chosen calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the files opened so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form of the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forms of the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From 100 functions on there is a module for each group of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Function, data, or forwarded to another DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions taken from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions taken from it: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions taken from the DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions that this DLL does not export; they are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions, struct layouts and constants to read in a wiki.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions, structs, enums and constants for other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further arguments (...)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a function a signature; then the wrapper's code appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give null, no address at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the ... one more argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the keyboard to the next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the keyboard to the panel before this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the keyboard to what stands there; again: to the next tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to any of the edits made so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on after errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;left side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the ri&amp;ght side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the structs, enums and typedefs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HRESULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How arguments travel to a 32-bit function, and who cleans up after the call. A wrong one crashes or gives nonsense; Probe32 finds it out from names and code, and you confirm it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How densely the members of a struct lie. Compilers leave gaps so that each lies at a multiple of its size, unless #pragma pack says otherwise. A wrong packing shifts every value behind the first gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many elements a pointer leads to, often told by another parameter: with double *values and int count the size is count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many elements a pointer leads to: a number, a parameter, or an expression like 2 * n; add “bytes” for bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many elements: 16, or 2 x 3; or the width of a bit-field: 3 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the convention is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the evidence is about a convention. High: name or code leave no choice. Medium and low: ask the header or the manual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this function fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How {name} fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How {name} tells that it has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a C header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a header…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again to see what is new, and to take it over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again: the preview shows what is different.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the vendor's header, or type its prototype.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In memory: {bytes}
The final zero counts. In JSON quotes, "two\nlines" has a line end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In tables and trees: copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In tables of parameters and members: add, remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In tables of parameters and members: move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the filter of exports: to the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the history: bring the call back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list of types: rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the prototype: completions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the table of exports: to the arguments, or the prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ins and Del add and remove a row; Ctrl+V pastes a column of a spreadsheet; Ctrl+Z undoes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupt what runs (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not stop; it is left to itself, and the console begins afresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for an answer in a window of its own. {hint}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its code is in another DLL: it is forwarded to {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its type in C; _Out_ before a pointer makes it an output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON: an object for a struct, a list for an array; @file for bytes from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jupyter notebook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the calls, for a regression test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the chosen call in the project, or no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known already, and different: the new declaration would replace the old one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known already, and the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last calls: {calls}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the calls that you make become steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the folder be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}, column {column}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load it in 64-bit Python directly with ctypes, or ask the vendor for the x86 build.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for what it needs …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new type (Alt+W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make all steps, from the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make no further call until it goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make no further call; one that hangs ends with its host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make no further step; a call that hangs ends with its host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the calls of all points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the chosen step, and all after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the chosen step, and go to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the chosen, or the last, call again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the edit again that was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the steps after one that failed, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory behind each buffer that nobody may touch: a function that writes too far is stopped there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modules by group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More commands for the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for {name} (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this member down (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this member up (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this parameter down (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this parameter up (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this step down (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this step up (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME or NAME=VALUE, separated by spaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names for whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New sweep over the function in focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next notation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No DLL is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No call has returned such a pointer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No convention could be guessed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No function with a signature is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opens {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result: the 32-bit host ended during the call. The message at the top of the window, and the history, say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No signature yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No signature yet: type a C prototype, or fill in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No types yet. Make one with “New”, paste C text, or import a header; types declared with a prototype appear here too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window that was ended from outside has left anything behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes of a function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing called yet: the result of a call (Ctrl+Return) appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs but the time they took.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here declares it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is declared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is given for an output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong, as far as can be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it is saved yet: save the project to keep it. Undo takes the edits back one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Null</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers from a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers, and means of arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One element. Write how many there are if there are more; a buffer that the function writes needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One page that needs no other file, on screen and on paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Probe32's own runtime has coroutines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only declared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in the DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only some kinds, conventions, or with a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first {most} of {count} numbers fit in the table; give more as @file, a file of bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the output of this call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {call}: show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;beside the saved one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a 32-bit DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL or a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL or a project beside what is open here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL or a saved project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL to see what its file tells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a DLL to see which others it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in a new &amp;window…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again to see what it exports now; the host that runs still has the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it as a document of its own, beside what is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it by hand, in a browser or a file manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with its unsaved edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the DLL first, then drop the header again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the backup from {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample DLL that comes with Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other forms of the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output of the host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overwriting loses what the other program wrote; reloading loses what was edited here since the last save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pac&amp;king</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of what was typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste C declarations (Ctrl+Shift+V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a column (Ctrl+V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste declarations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted C text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned: kept in the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points of the sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;vious panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Record and make calls, or add the function in focus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe32 projects (*.probe32)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe32 was ended before this was saved. What was typed is still there:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe32 {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem in the prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem in the type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every panel where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back; what runs goes on until the host is restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python, such as lib.add(1, 2)   Tab completes, Up recalls, F7 lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;cording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again four times a second and mark what changes, also while a call runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the documentation in the browser, also without a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the instructions of the function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the memory now (Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the declarations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons for the convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reco&amp;ver unsaved work…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record its calls, and answer 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record its calls, and answer 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording to make tests of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference as a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference in Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regression test written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regression tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression for the names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relative virtual address: how far from the beginning of the loaded DLL something lies, whatever address it is loaded at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen rows (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the element (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the si&amp;gnature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this member (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this parameter (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this step (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this type, when nothing uses it (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what can be found out again; the 32-bit host stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart and replay ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the 32-bit host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the 32-bit host?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results stay as the DLL has them, or become exceptions where type or comment tell of a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return: bring the call back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return: read · type over a byte to write it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return: to the arguments · type in the filter: names, #ordinals, kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned by calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run Python: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it with {command}; with --dll PATH it tests a DLL instead of the recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run them with pytest; with --dll PATH they test a DLL instead of the recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run them with {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAL mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the &amp;history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the &amp;list of exports…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the history as &amp;tests…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the list of exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plot as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project to remember the new file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project under another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project, and make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the signatures as a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table as comma-separated values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save them as a project, so that they are there the next time?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save under another name, or overwrite: saving asks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what a function takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search another &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands and exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the exported and the readable names by a regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds after which a call is ended, where a function has no deadline of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds after which the call is ended, and the 32-bit host with it; empty: never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what it exports, and how each function is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequence {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings cannot be written to {folder}: what is chosen now is forgotten at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several values side by side in memory, each with its name and its offset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of the plot again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything about the chosen call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its co&amp;de</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the way to what is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show result, convention and parameters in a table, to edit them without C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the call in the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the numbers as a line over their indices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the numbers instead of the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the output of every call again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what differs between the chosen calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is there in &amp;memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is there in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what it p&amp;rinted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the &amp;file tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show: {len}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sig</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signatures as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signatures of what is gone are left out, and saving the project forgets them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some arguments do not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some signatures do not fit the DLL that is there now; all are still in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start afresh: handles become void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay at the end while new lines arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;his function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt *.tsv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take C text from the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a CSV file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take signatures from a C header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the bytes from a &amp;file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last edit back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the panel out of the window, or put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this argument out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take what an earlier step gives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tests…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of COM and Visual Basic: it knows its length, and SysFreeString frees it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the chosen fact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, hex:00 1F FF, an address, or @file; a file can be dropped here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 32-bit host crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 32-bit host did not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 32-bit host ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 32-bit host was ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The C type of one element, for example int, double, char, const char *, or a type of the list on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The C type, for example int, const char *, double *</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DLL could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DLL exports no such name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DLL has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DLL was deleted or moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of something in the 32-bit process's memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The arguments of that call were too long to be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bytes of arguments on the stack, where name or code tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is on the clipboard as {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is running; this is what its callbacks were given so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code or the name of the export speaks against these prototypes; choose them only if you know better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The convention of C++ member functions: as stdcall, the object in a register.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The convention of Windows itself (WINAPI, CALLBACK): arguments on the stack, and the function takes them off; its last instruction says how many bytes, which is how Probe32 knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The declaration now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The declaration that a C++ name carries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The declaration to take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The description of COM classes and interfaces that a DLL may carry within itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exported name as it is in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exported name, undecorated where that is possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The form follows as soon as the text is valid again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function needs a signature first; then its arguments appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function stores an address of its own there; what it leads to is among the outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function writes it: you give nothing, and see it among the outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function, as its form was filled in, or a sequence of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The greatest alignment of a member: #pragma pack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least alignment of the whole: __declspec(align)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line before that has the text (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The member's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name '{name}' belongs to the signature of another export, {export}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next line that has the text (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next results show 0x2A first, and 42 below it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number by which functions of COM and many of Windows' say how it went; negative means a failure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of an export. Each has one, and some have nothing else; the next release may give it another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that Windows functions leave behind to say why they failed. It is only meaningful after a function whose result says that it did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that the address of a value must be a multiple of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that the name stands for; empty for one more than the line before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old file is {beside}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ordinal, its number in the export table; a function without a name is called by it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other windows stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parameter's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pasted text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pointer that leads nowhere: often allowed where something is optional.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process in which the DLL lives. A 64-bit program cannot load a 32-bit DLL, so Probe32 keeps a small 32-bit Python beside it. If the DLL crashes only the host ends; the next call starts another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project has changed on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project's file was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery file {file} cannot be understood: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery file {path} cannot be understood: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same call for many values of one or two arguments, with its results as a table and a plot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same value as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seconds after which a call that doesn't come back is ended, and its host with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sequence {name} is gone: choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {file} were damaged; what could not be read is as at the first start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature has changed; call again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature may be wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature says {convention}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signatures for {name} are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of its signature cannot be understood yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The type stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The types and prototypes for a C compiler, and for another import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual convention of C: arguments on the stack, and the caller takes them off again. The only one for functions with any number of arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value in hexadecimal, binary, as bytes, text, time, error…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values are too long to be kept: this is what the table shows of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme, text size, language, deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no call that a test could make again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {file} for {name}. Check the path after the @, or choose one in the menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing more to see of this value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to paste: the clipboard holds no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This DLL can be explored, not called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This DLL exports nothing that could be called. Its functions may be reached through COM or .NET: the Info panel tells. A DLL that only holds resources, such as texts and icons, has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export is data, not a function: there is nothing to call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export is data: there is nothing to call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export leads on to another DLL; it is called like any other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This expression takes too long on the name {name}. Make it simpler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This expression takes too long on these names. Make it simpler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This fits no form of {type}: correct the JSON first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This function takes no arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a defect of Probe32. Your work is still here; save it, and report what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stays in its process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text makes sense by now; it is taken with the next change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the flags that are to be set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracebacks of your own functions that the DLL called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it in {folder}: {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the &amp;sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type C, or choose “As a table” · Ctrl+Return: call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a few letters of a command or an export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an address first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an address, or choose a pointer that a call has returned, then press Read. What the DLL has there is shown as bytes and as the type that you name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type arguments, read results; then export a Python wrapper of all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of argument {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type them anew, or give them as @file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type to change a value; an empty one is not given, and zero. Ctrl+Z takes the last change back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Types</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved signatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work is not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work recovered in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Probe32 to recover it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the &amp;guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {convention}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values from a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, or stop it: that ends the host, and what the DLL has in memory is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html);;Comma-separated values (*.csv);;JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a colleague should know of this DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a function takes and gives back, as it stands in a C header: int add(int a, int b); Without it nobody can call the function; a DLL doesn't contain it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a window that was killed had not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is called at each point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is plotted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is printed to standard error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is printed to standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said through OutputDebugString</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong, and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stdcall, out parameter, handle and the like mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the DLL prints appears here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the call form begins with, as one types it there; it is saved with the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the file tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the name and the code tell, or else the signature; hover to read the evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to mind when calling it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not understood; everything else can be taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was run, and what came of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What's &amp;this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a forwarder leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it begins in the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a signature has been assigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether code is for 32 or for 64 bits. A process runs one of them, and its DLLs have to be of the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether null may be given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which exports to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which library the wrapper needs at run time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which results and outputs are kept at each point, and what of arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which way the value travels: in, out, or both; “out address” is an address that the function stores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signed it, tools, manifest, .NET and COM types, hashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole numbers in he&amp;xadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows does not load it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows does not load it; this system does all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows loads it, with reservations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows loads it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows loads it; this system does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows speak another language after the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a &amp;signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With or &amp;without a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without &amp;a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrapper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wri&amp;te</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a regression test (pytest) from the calls that were kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down every call with all that it gave; takes memory, and a little longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in binary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in decimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the calls as CSV or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the lines that are shown to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the value into the process's memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write them as &amp;text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write them as he&amp;xadecimal digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the wrapper…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong expression, at character {place}: {problem}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You give an address, and the function may store another one there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You give it, the function changes it, and you see the new value among the outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You give it; what the function does to it is not looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>[{count} bytes were printed faster than they could be shown, and dropped]</source>
        <comment>[{count} byte was printed faster than it could be shown, and dropped]</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>a Python lambda, a constant to return, or record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name that Windows replaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number, such as 0.5, 1e-3, nan or inf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number, text, or JSON for arrays and structs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a part of Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alignment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an address, such as 0x00a31f40</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers {answer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>argument {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>arguments of {count} functions</source>
        <comment>arguments of one function</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bitness</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>bytes</source>
        <comment>byte</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>bytes per row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>callback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calling convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calls appear here; double-click one to bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calls of a callback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cdecl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of a sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of an argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of {kind} {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of {name}'s signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>characters</source>
        <comment>character</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compare all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>convention not evident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ctypes in 32-bit Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deadline = {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>declarations in the console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decorated name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delay-loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dependency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration = {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edits that were not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>enum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export {ordinal}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exported as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fastcall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filled in by the function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folders in which #include looks, separated by {pathsep}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forwarded to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forwarder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forwards to {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>functions missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guard page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in steps of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in: the function only reads it. out: the function writes it, and you need not give anything. inout: both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not tell where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its inside is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last error = {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made again: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made from the DLL's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move step {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>msl-loadlib</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new signature of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new step {function}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new {kind} {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result (void)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no whole DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: only the pinned calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>null</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>null allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>null not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {dll}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ordinal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ordinal {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameter direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paste of declarations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinning of a call of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pytest files from the pinned calls and from a recording. They run with the DLL, or without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pytest files that make these calls again and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>record {function}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded, answers {answer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removal of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removal of {name}'s signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove step {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename a sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renaming of {old} to {new}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result of step {number}, {function} ({type})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>room for {outputs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set-up call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>side-by-side assembly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size of a buffer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stdcall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>struct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text, hex:00 1F, an address, or @file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same as {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thiscall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unpinning of a call of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used by {name} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was typed in the {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrapper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong bitness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: choose a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: first value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: how many values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: kind of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: last value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: step, or number of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{axis}: values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bits}-bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bits}-bit {machine}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has been running for {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{convention}, {confidence} confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} bytes</source>
        <comment>{count} byte</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} calls</source>
        <comment>{count} call</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} calls are a test in {folder}.</source>
        <comment>One call is a test in {folder}.</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} characters, of which the first {shown} are shown; copying takes all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} contradicted by the DLL</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} edits that were not saved, the last one: {last}</source>
        <comment>one edit that was not saved ({last})</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} elements</source>
        <comment>{count} element</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} exports</source>
        <comment>{count} export</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} failed</source>
        <comment>1 failed</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} files are in {folder}.</source>
        <comment>One file is in {folder}.</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count} functions missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} functions of {name} have a signature.</source>
        <comment>One function of {name} has a signature.</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} lines</source>
        <comment>one line</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {room}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} older ones were dropped</source>
        <comment>an older one was dropped</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} places were not understood, and left out.</source>
        <comment>{count} place was not understood, and left out.</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <comment>1 point</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} signatures</source>
        <comment>{count} signature</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{count} types and constants</source>
        <comment>{count} type or constant</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} values</source>
        <comment>1 value</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count} values · {least} to {greatest} · mean {mean}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values, none of them finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} {unit}, {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, still reading names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, still searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dll} is not there any more; put it back to recover this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dll} is open as lib; lib.add(1, 2) calls, lib.define(...) declares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dll}: {parts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dll}: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{done} of {total} points</source>
        <comment>{done} of {total} point</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{file} can't be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no column of numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no longer what it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was written by a newer Probe32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is searched from now on; call again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{folder} offers {count} functions.</source>
        <comment>{folder} offers one function.</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{function} has been running for {seconds} s…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}, ordinal {ordinal}, RVA {rva}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} declares functions; nothing is open that has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} gave {signatures} and {others}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a {bitness}-bit library ({machine}); the 32-bit host cannot load it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is as it was {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is null</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is open as a document of its own; the saved project is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} leads to {size} elements.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} leads to {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {signed} of {total} with a signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {time:%H:%M:%S}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}[*] · Probe32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part} exports are in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part} of step {number}, {function} ({type})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} can't be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} can't be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was changed by another program since it was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {calls}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {exports}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} bytes are more than can be shown at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{size} bytes · aligned to {align} · {used}</source>
        <comment>{size} byte · aligned to {align} · {used}</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{size} in memory that can be read and written ({owner}), {room} KiB from {start} on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in memory that can only be read ({owner}), {room} KiB from {start} on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in memory that can't be read ({owner}), {room} KiB from {start} on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is no deadline. Give a number of seconds above 0, or nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is no number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} Undo takes all of it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is no address: give a number, such as 0x00a31f40.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is no number of values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {done:,} of {total:,} names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {done:.1f} of {total:.1f} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{total} exports</source>
        <comment>one export</comment>
        <translation type="unfinished"><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{type} from {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type}: a number such as 0.5 or 1e-3; also nan, inf and -inf. The arrow keys step by 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type}: {least} to {greatest}, decimal, 0x… or 0b…. Ctrl+B changes the notation, the arrow keys step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} bytes per row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…or drop DLLs, projects (*.probe32) and headers anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
