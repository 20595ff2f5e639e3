"""Compile the system call filter, on the host: inside, libseccomp would not be found.

Allow by default, deny by purpose. A call of a foreign architecture (i386, x32) kills with SIGSYS;
what libraries fall back from is answered with ENOSYS, the rest with EPERM.
"""

import errno
import tempfile
from functools import cache

__all__ = ["compile_filter"]

_EPERM = {
    "namespaces and mounts": """unshare setns mount umount umount2 pivot_root chroot move_mount
        open_tree open_tree_attr fsopen fsconfig fsmount fspick mount_setattr listmount statmount
        sethostname setdomainname""",
    "other processes": """ptrace process_vm_readv process_vm_writev process_madvise pidfd_open
        pidfd_getfd pidfd_send_signal process_mrelease kcmp""",
    "kernel surface": """bpf perf_event_open io_uring_enter io_uring_register init_module
        finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff add_key
        request_key keyctl iopl ioperm modify_ldt personality syslog acct uselib vhangup
        lookup_dcookie nfsservctl ustat sysfs cachestat map_shadow_stack""",
    "memory that no limit sees": """memfd_secret shmget shmat shmctl semget semop semctl
        semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink vmsplice mlock mlock2 mlockall
        mbind set_mempolicy set_mempolicy_home_node migrate_pages move_pages remap_file_pages""",
    "network": "socket connect bind listen accept accept4",
    "watching": """inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark
        signalfd signalfd4""",
    "clocks": "clock_settime settimeofday stime clock_adjtime adjtimex",
    "files": "mknod mknodat name_to_handle_at open_by_handle_at",
    "identity": """setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid
        setfsgid capset""",
    "priorities": """setpriority sched_setscheduler sched_setparam sched_setattr ioprio_set""",
}
# memfd_create: pages that count for no process until they are mapped.
_ENOSYS = "memfd_create userfaultfd io_uring_setup quotactl quotactl_fd clone3"
_CLONE_NEW = (
    *(0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000),
)
_TIOCSTI, _TIOCLINUX, _PR_SET_DUMPABLE, _LOW_32 = 0x5412, 0x541C, 4, 0xFFFFFFFF


@cache
def compile_filter() -> tuple[bytes, tuple[str, ...]]:
    """Return the filter's program and the names that the installed libseccomp does not know.

    Raises:
        ImportError: If pyseccomp or libseccomp is missing.
    """
    try:
        import pyseccomp as lib
    except RuntimeError as error:
        raise ImportError(str(error)) from error
    rules = lib.SyscallFilter(defaction=lib.ALLOW)
    rules.set_attr(lib.Attr.ACT_BADARCH, lib.KILL_PROCESS)
    unknown = []
    refusals = [(name, errno.EPERM) for names in _EPERM.values() for name in names.split()]
    refusals += [(name, errno.ENOSYS) for name in _ENOSYS.split()]
    for name, number in refusals:
        try:
            rules.add_rule(lib.ERRNO(number), name)
        except (OSError, ValueError):
            unknown.append(name)
    denied = lib.ERRNO(errno.EPERM)
    for bit in _CLONE_NEW:
        rules.add_rule(denied, "clone", lib.Arg(0, lib.MASKED_EQ, bit, bit))
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.add_rule(denied, "ioctl", lib.Arg(1, lib.MASKED_EQ, _LOW_32, request))
    rules.add_rule(denied, "prctl", lib.Arg(0, lib.MASKED_EQ, _LOW_32, _PR_SET_DUMPABLE))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read(), tuple(unknown)
