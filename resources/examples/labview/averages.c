/* Stands in for a DLL that LabVIEW has built: it computes, and it needs lvrt.dll as such DLLs do. */
extern __declspec(dllimport) unsigned char *__cdecl DSNewPtr(unsigned size);
extern __declspec(dllimport) int __cdecl DSDisposePtr(void *memory);

__declspec(dllexport) int Average(const double *samples, int len, double *average) {
    double *sum = (double *)DSNewPtr(sizeof *sum);
    if (!sum) return 2; /* LabVIEW: memory is full */
    for (int i = *sum = 0; i < len; i++) *sum += samples[i];
    *average = *sum / len;
    return DSDisposePtr(sum);
}
