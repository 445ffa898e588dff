// Drives a cluster with client-go and controller-runtime, and ends at the first thing that is not as
// it should be:
//
//	go-client verbs NAMESPACE        creates, reads, lists in pages, watches, patches and deletes
//	go-client streams NAMESPACE POD  runs commands, reads logs and forwards a port
//	go-client inform NAMESPACE       an informer stays in step until there is a config map "end"
//	go-client reconcile NAMESPACE    the same by a controller
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	switch arguments := os.Args[1:]; {
	case is(arguments, "verbs", 2):
		verbs(ctx, arguments[1])
	case is(arguments, "streams", 3):
		streams(ctx, arguments[1], arguments[2])
	case is(arguments, "inform", 2):
		inform(ctx, arguments[1])
	case is(arguments, "reconcile", 2):
		runController(ctx, arguments[1])
	default:
		fmt.Fprintln(os.Stderr, "usage: go-client verbs|streams|inform|reconcile NAMESPACE [POD]")
		os.Exit(2)
	}
}

func is(arguments []string, command string, length int) bool {
	return len(arguments) == length && arguments[0] == command
}
