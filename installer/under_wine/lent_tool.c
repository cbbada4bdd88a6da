/* A tool of Debian's for programs under Wine: passes its name, its folder and its arguments on to where the tool is,
   and ends as that ended. installer/lent_tools.py tells what goes over the connection. */

#include <winsock2.h>
#include <windows.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static SOCKET peer;

static int failed(const char *what)
{
    fprintf(stderr, "This tool is lent by python dev.py test --windows, and that %s.\n", what);
    return 127;
}

static int send_text(const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *bytes = malloc(size);
    int sent;
    WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, size, NULL, NULL);
    sent = send(peer, bytes, size, 0);
    free(bytes);
    return sent == size;
}

static int receive(void *target, uint32_t size)
{
    for (char *next = target; size;) {
        int got = recv(peer, next, size, 0);
        if (got <= 0)
            return 0;
        next += got;
        size -= got;
    }
    return 1;
}

static int pass_on(DWORD stream)
{
    uint32_t size;
    DWORD written;
    char *bytes;
    int done;
    if (!receive(&size, sizeof size))
        return 0;
    bytes = malloc(size + 1);
    done = receive(bytes, size) && (!size || WriteFile(GetStdHandle(stream), bytes, size, &written, NULL));
    free(bytes);
    return done;
}

int wmain(int count, wchar_t **words)
{
    const wchar_t *port = _wgetenv(L"PROBE32_LENT_PORT"), *secret = _wgetenv(L"PROBE32_LENT_SECRET");
    struct sockaddr_in address = {AF_INET};
    wchar_t folder[1024];
    uint32_t code;
    WSADATA data;
    if (!port || !secret)
        return failed("is not at work here");
    address.sin_port = htons((u_short)_wtoi(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    WSAStartup(MAKEWORD(2, 2), &data);
    peer = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(peer, (struct sockaddr *)&address, sizeof address))
        return failed("has ended");
    GetCurrentDirectoryW(1024, folder);
    send_text(secret);
    send_text(folder);
    for (int i = 0; i < count; i++)
        send_text(words[i]);
    shutdown(peer, SD_SEND);
    if (!pass_on(STD_OUTPUT_HANDLE) || !pass_on(STD_ERROR_HANDLE) || !receive(&code, sizeof code))
        return failed("did not answer");
    return (int)code;
}
