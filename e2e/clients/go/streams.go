package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/httpstream"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/transport/spdy"
	"k8s.io/client-go/util/exec"
)

// target is a pod with the connection to reach it.
type target struct {
	config    *rest.Config
	client    *kubernetes.Clientset
	namespace string
	pod       string
}

// streams uses what outlives a request, over WebSocket and over SPDY.
func streams(ctx context.Context, namespace, pod string) {
	config := connection()
	target := target{config, kubernetes.NewForConfigOrDie(config), namespace, pod}
	target.commands(ctx)
	target.logs(ctx)
	target.ports(ctx)
}

func (target target) url(subresource string, options *corev1.PodExecOptions) *url.URL {
	request := target.client.CoreV1().RESTClient().Post().
		Resource("pods").Namespace(target.namespace).Name(target.pod).SubResource(subresource)
	if options != nil {
		request.VersionedParams(options, scheme.ParameterCodec)
	}
	return request.URL()
}

func (target target) commands(ctx context.Context) {
	command := []string{"sh", "-c", "read line; echo got $line; echo no >&2; exit 7"}
	url := target.url("exec", &corev1.PodExecOptions{Command: command, Stdin: true, Stdout: true, Stderr: true})
	webSocket := must(remotecommand.NewWebSocketExecutor(target.config, http.MethodGet, url.String()))
	spdy := must(remotecommand.NewSPDYExecutor(target.config, http.MethodPost, url))
	for name, executor := range map[string]remotecommand.Executor{"WebSocket": webSocket, "SPDY": spdy} {
		var out, err bytes.Buffer
		in := strings.NewReader("hello\n")
		ended := executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdin: in, Stdout: &out, Stderr: &err})

		expect("the output comes over "+name, out.String(), "got hello\n")
		expect("the errors come over "+name, err.String(), "no\n")
		var exit exec.CodeExitError
		expect("the command fails over "+name, errors.As(ended, &exit), true)
		expect("the exit code comes over "+name, exit.Code, 7)
	}
}

func (target target) logs(ctx context.Context) {
	pods := target.client.CoreV1().Pods(target.namespace)
	log := must(pods.GetLogs(target.pod, &corev1.PodLogOptions{}).DoRaw(ctx))
	expect("the log is read", string(log), "started v1\n")

	followed := must(pods.GetLogs(target.pod, &corev1.PodLogOptions{Follow: true}).Stream(ctx))
	defer followed.Close()
	line := make([]byte, len("started v1\n"))
	must(io.ReadFull(followed, line))
	expect("the log is followed", string(line), "started v1\n")
}

func (target target) ports(ctx context.Context) {
	url := target.url("portforward", nil)
	transport, upgrader, err := spdy.RoundTripperFor(target.config)
	done(err)
	webSocket := must(portforward.NewSPDYOverWebsocketDialer(url, target.config))
	spdy := spdy.NewDialer(upgrader, &http.Client{Transport: transport}, http.MethodPost, url)
	for name, dialer := range map[string]httpstream.Dialer{"WebSocket": webSocket, "SPDY": spdy} {
		expect("a port is forwarded over "+name, page(ctx, dialer), target.pod+" v1\n")
	}
}

// page is what the pod's web server answers at the forwarded port.
func page(ctx context.Context, dialer httpstream.Dialer) string {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ready := make(chan struct{})
	forwarder := must(portforward.New(dialer, []string{"0:8080"}, ctx.Done(), ready, io.Discard, io.Discard))
	go func() { done(forwarder.ForwardPorts()) }()
	<-ready
	port := must(forwarder.GetPorts())[0].Local
	address := net.JoinHostPort("localhost", fmt.Sprint(port))
	response := must(http.Get("http://" + address))
	defer response.Body.Close()
	return string(must(io.ReadAll(response.Body)))
}
