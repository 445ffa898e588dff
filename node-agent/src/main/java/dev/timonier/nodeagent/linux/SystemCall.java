package dev.timonier.nodeagent.linux;

/// The system calls that the node agent makes, with their numbers. Only calls that both processors
/// have: `openat`, never `open`.
public enum SystemCall {
  BIND(49, 200),
  BPF(321, 280),
  CAPSET(126, 91),
  CHDIR(80, 49),
  CHROOT(161, 51),
  CLOCK_GETTIME(228, 113),
  CLONE(56, 220),
  CLOSE(3, 57),
  CLOSE_RANGE(436, 436),
  DUP3(292, 24),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_PWAIT(281, 22),
  EVENTFD2(290, 19),
  EXECVE(59, 221),
  EXIT_GROUP(231, 94),
  FACCESSAT(269, 48),
  FCHDIR(81, 50),
  FCHMODAT(268, 53),
  FCHOWN(93, 55),
  FCHOWNAT(260, 54),
  FCNTL(72, 25),
  GETDENTS64(217, 61),
  GETPID(39, 172),
  GETPPID(110, 173),
  GETPRIORITY(140, 141),
  INOTIFY_ADD_WATCH(254, 27),
  INOTIFY_INIT1(294, 26),
  IOCTL(16, 29),
  KILL(62, 129),
  LGETXATTR(192, 9),
  LLISTXATTR(195, 12),
  LSETXATTR(189, 6),
  MEMFD_CREATE(319, 279),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  MOUNT(165, 40),
  MOUNT_SETATTR(442, 442),
  MOVE_MOUNT(429, 429),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  OPEN_TREE(428, 428),
  PIDFD_GETFD(438, 438),
  PIDFD_OPEN(434, 434),
  PIDFD_SEND_SIGNAL(424, 424),
  PIPE2(293, 59),
  PIVOT_ROOT(155, 41),
  PPOLL(271, 73),
  PRCTL(157, 167),
  PRLIMIT64(302, 261),
  READ(0, 63),
  READLINKAT(267, 78),
  RECVFROM(45, 207),
  RENAMEAT2(316, 276),
  RT_SIGACTION(13, 134),
  RT_SIGPROCMASK(14, 135),
  RT_SIGTIMEDWAIT(128, 137),
  SECCOMP(317, 277),
  SENDTO(44, 206),
  SETDOMAINNAME(171, 162),
  SETGROUPS(116, 159),
  SETHOSTNAME(170, 161),
  SETNS(308, 268),
  SETPGID(109, 154),
  SETPRIORITY(141, 140),
  SETRESGID(119, 149),
  SETRESUID(117, 147),
  SETSID(112, 157),
  SOCKET(41, 198),
  SYMLINKAT(266, 36),
  SYNCFS(306, 267),
  UMASK(95, 166),
  UMOUNT2(166, 39),
  UNLINKAT(263, 35),
  UNSHARE(272, 97),
  UTIMENSAT(280, 88),
  WAIT4(61, 260),
  WRITE(1, 64);

  private final int x86;
  private final int arm;

  SystemCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  public int number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x86;
      case AARCH64 -> arm;
    };
  }
}
