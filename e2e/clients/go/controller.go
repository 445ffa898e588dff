package main

import (
	"context"
	"fmt"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

// runController says the numbers that a controller sees, and compares its cache with a list when "end" is
// there.
func runController(ctx context.Context, namespace string) {
	ctrl.SetLogger(logr.Discard())
	manager := must(ctrl.NewManager(connection(), ctrl.Options{
		Cache:   cache.Options{DefaultNamespaces: map[string]cache.Config{namespace: {}}},
		Metrics: server.Options{BindAddress: "0"},
	}))
	done(ctrl.NewControllerManagedBy(manager).For(&corev1.ConfigMap{}).Complete(reconciler(manager)))
	done(manager.Add(synced()))
	done(manager.Start(ctx))
}

// synced runs as soon as the caches are filled.
func synced() manager.Runnable {
	return manager.RunnableFunc(func(context.Context) error {
		fmt.Println("in step")
		return nil
	})
}

func reconciler(manager ctrl.Manager) reconcile.Reconciler {
	count := counter()
	return reconcile.Func(func(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
		changed := &corev1.ConfigMap{}
		if err := manager.GetClient().Get(ctx, request.NamespacedName, changed); err != nil {
			return ctrl.Result{}, client.IgnoreNotFound(err)
		}
		count(changed)
		if changed.Name == "end" {
			compare(seen(ctx, manager.GetClient(), request), seen(ctx, manager.GetAPIReader(), request))
		}
		return ctrl.Result{}, nil
	})
}

func seen(ctx context.Context, reader client.Reader, request ctrl.Request) map[string]string {
	maps := &corev1.ConfigMapList{}
	done(reader.List(ctx, maps, client.InNamespace(request.Namespace)))
	return versions(maps.Items)
}
