package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// inform says each number that the config map "counter" has had, and compares the informer's store
// with a list when "end" is there.
func inform(ctx context.Context, namespace string) {
	client := kubernetes.NewForConfigOrDie(connection())
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(namespace))
	informer := factory.Core().V1().ConfigMaps().Informer()
	count := counter()
	changed := func(object any) {
		changed := object.(*corev1.ConfigMap)
		count(changed)
		if changed.Name == "end" {
			compare(stored(informer.GetStore()), listed(ctx, client, namespace))
		}
	}
	must(informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    changed,
		UpdateFunc: func(_, object any) { changed(object) },
	}))
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	fmt.Println("in step")
	<-ctx.Done()
}

// counter says the numbers of "counter", which never go back.
func counter() func(*corev1.ConfigMap) {
	last := 0
	return func(changed *corev1.ConfigMap) {
		if changed.Name != "counter" {
			return
		}
		number := must(strconv.Atoi(changed.Data["number"]))
		if number < last {
			fail("the counter went back from %d to %d", last, number)
		}
		last = number
		fmt.Println("counter", number)
	}
}

func stored(store cache.Store) map[string]string {
	versions := map[string]string{}
	for _, object := range store.List() {
		stored := object.(*corev1.ConfigMap)
		versions[stored.Name] = stored.ResourceVersion
	}
	return versions
}

func listed(ctx context.Context, client kubernetes.Interface, namespace string) map[string]string {
	return versions(must(client.CoreV1().ConfigMaps(namespace).List(ctx, metav1.ListOptions{})).Items)
}

func versions(maps []corev1.ConfigMap) map[string]string {
	versions := map[string]string{}
	for _, listed := range maps {
		versions[listed.Name] = listed.ResourceVersion
	}
	return versions
}

// compare ends the program.
func compare(mirrored, listed map[string]string) {
	expect("the mirror shows what is there", mirrored, listed)
	os.Exit(0)
}
