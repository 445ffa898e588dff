package main

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	applyv1 "k8s.io/client-go/applyconfigurations/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
)

const finalizer = "timonier.dev/e2e"

// throughControllerRuntime uses the client that operators use.
func throughControllerRuntime(ctx context.Context, namespace string) {
	cluster := must(client.New(connection(), client.Options{}))
	ingress := &networkingv1.Ingress{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: "operated"}}
	expect("it is created once", createOrUpdate(ctx, cluster, ingress, "one"), controllerutil.OperationResultCreated)
	expect("what is as it should be is left alone",
		createOrUpdate(ctx, cluster, ingress, "one"), controllerutil.OperationResultNone)
	expect("what is not is updated",
		createOrUpdate(ctx, cluster, ingress, "two"), controllerutil.OperationResultUpdated)
	status(ctx, cluster, ingress)
	lifeCycle(ctx, cluster, ingress)
	applied(ctx, cluster, namespace)
}

func createOrUpdate(
	ctx context.Context, cluster client.Client, ingress *networkingv1.Ingress, service string,
) controllerutil.OperationResult {
	return must(controllerutil.CreateOrUpdate(ctx, cluster, ingress, func() error {
		ingress.Spec.DefaultBackend = backend(service)
		return nil
	}))
}

func backend(service string) *networkingv1.IngressBackend {
	port := networkingv1.ServiceBackendPort{Number: 80}
	return &networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: service, Port: port}}
}

func status(ctx context.Context, cluster client.Client, ingress *networkingv1.Ingress) {
	before := ingress.DeepCopy()
	ingress.Status.LoadBalancer.Ingress = []networkingv1.IngressLoadBalancerIngress{{IP: "192.0.2.7"}}
	ingress.Spec.DefaultBackend = backend("three")
	done(cluster.Status().Patch(ctx, ingress, client.MergeFrom(before)))
	expect("a patch of the status leaves the specification", ingress.Spec.DefaultBackend, before.Spec.DefaultBackend)
	expect("and changes the status", ingress.Status.LoadBalancer.Ingress[0].IP, "192.0.2.7")
}

func lifeCycle(ctx context.Context, cluster client.Client, ingress *networkingv1.Ingress) {
	before := ingress.DeepCopy()
	controllerutil.AddFinalizer(ingress, finalizer)
	done(cluster.Patch(ctx, ingress, client.MergeFromWithOptions(before, client.MergeFromWithOptimisticLock{})))
	done(cluster.Delete(ctx, ingress))
	done(cluster.Get(ctx, client.ObjectKeyFromObject(ingress), ingress))
	expect("a finalizer delays the deletion", ingress.DeletionTimestamp.IsZero(), false)

	before = ingress.DeepCopy()
	controllerutil.RemoveFinalizer(ingress, finalizer)
	done(cluster.Patch(ctx, ingress, client.StrategicMergeFrom(before)))
	err := cluster.Get(ctx, client.ObjectKeyFromObject(ingress), ingress)
	expectRefused("without it the object goes", err, metav1.StatusReasonNotFound)
}

func applied(ctx context.Context, cluster client.Client, namespace string) {
	wish := applyv1.ConfigMap("operated", namespace).WithData(map[string]string{"color": "red"})
	done(cluster.Apply(ctx, wish, client.FieldOwner("operator")))
	expect("an object is applied", wish.Data, map[string]string{"color": "red"})
	maps := &corev1.ConfigMap{}
	done(cluster.DeleteAllOf(ctx, maps, client.InNamespace(namespace), client.MatchingFields{"metadata.name": "operated"}))
	err := cluster.Get(ctx, client.ObjectKey{Namespace: namespace, Name: "operated"}, maps)
	expectRefused("all of a kind are deleted", err, metav1.StatusReasonNotFound)
}
