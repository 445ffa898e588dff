package main

import (
	"fmt"
	"os"
	"reflect"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// connection is the one that KUBECONFIG tells, as fast as the cluster is.
func connection() *rest.Config {
	config := must(clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG")))
	config.QPS = -1
	return config
}

// must is what an expression gave without an error.
func must[T any](value T, err error) T {
	done(err)
	return value
}

func done(err error) {
	if err != nil {
		fail("it failed: %v", err)
	}
}

func expect[T any](what string, actual, wanted T) {
	if !reflect.DeepEqual(actual, wanted) {
		fail("%s: got %v, wanted %v", what, actual, wanted)
	}
	fmt.Println("ok:", what)
}

func expectRefused(what string, err error, wanted metav1.StatusReason) {
	expect(what, apierrors.ReasonForError(err), wanted)
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "FAILED: "+format+"\n", arguments...)
	os.Exit(1)
}
