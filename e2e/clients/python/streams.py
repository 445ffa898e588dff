"""Uses what outlives a request: commands, logs and ports of a pod."""

from kubernetes import client, watch
from kubernetes.stream import portforward, stream

from expectation import expect


def streams(namespace, pod):
    core = client.CoreV1Api()
    commands(core, namespace, pod)
    logs(core, namespace, pod)
    ports(core, namespace, pod)


def commands(core, namespace, pod):
    said = stream(core.connect_get_namespaced_pod_exec, pod, namespace, command=["echo", "hello"], stdout=True)
    expect("a command says something", said, "hello\n")

    script = "read line; echo got $line; echo no >&2; exit 7"
    options = {"stdin": True, "stdout": True, "stderr": True, "_preload_content": False}
    running = stream(core.connect_get_namespaced_pod_exec, pod, namespace, command=["sh", "-c", script], **options)
    running.write_stdin("hello\n")
    running.run_forever(timeout=60)
    expect("the output comes", running.read_stdout(), "got hello\n")
    expect("the errors come", running.read_stderr(), "no\n")
    expect("the exit code comes", running.returncode, 7)


def logs(core, namespace, pod):
    log = core.read_namespaced_pod_log(pod, namespace, _preload_content=False)
    expect("the log is read", log.data, b"started v1\n")
    followed = watch.Watch().stream(core.read_namespaced_pod_log, pod, namespace)
    expect("the log is followed", next(followed), "started v1")


def ports(core, namespace, pod):
    forward = portforward(core.connect_get_namespaced_pod_portforward, pod, namespace, ports="8080")
    socket = forward.socket(8080)
    socket.settimeout(60)
    socket.sendall(b"GET / HTTP/1.0\r\n\r\n")
    answer = b"".join(iter(lambda: socket.recv(4096), b""))
    expect("a port is forwarded", answer.split(b"\r\n\r\n")[1], f"{pod} v1\n".encode())
    expect("without an error", forward.error(8080), None)
