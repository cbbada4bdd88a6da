/* What Wine 8 lacks and programs in Rust ask for: random bytes (Microsoft, "ProcessPrng"). */

unsigned char SystemFunction036(void *buffer, unsigned long size); /* Microsoft, "RtlGenRandom" */

__declspec(dllexport) int ProcessPrng(void *data, unsigned long long size)
{
    return SystemFunction036(data, (unsigned long)size);
}

int begin(void *module, unsigned long reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
