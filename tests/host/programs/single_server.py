from parallel_server import SingleWorkerServer

__all__ = ["SingleWorkerServer"]
