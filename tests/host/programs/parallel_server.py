from workbench_server import WorkbenchServer as _Workbench


class ParallelServer(_Workbench):
    workers = 2


class SingleWorkerServer(_Workbench):
    workers = 1
