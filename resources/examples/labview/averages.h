/* As LabVIEW writes it for a DLL of one VI. */

/* The average of an array of samples.
   \return an error code of LabVIEW's, 0 when all is well */
int __cdecl Average(_In_reads_(len) const double samples[], int len, _Out_ double *average);
