package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	applyv1 "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/kubernetes"
	corev1client "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/pager"
)

// verbs uses every verb, in each of the encodings that client-go speaks.
func verbs(ctx context.Context, namespace string) {
	for _, encoding := range []string{"json", "vnd.kubernetes.protobuf"} {
		config := connection()
		config.ContentType = "application/" + encoding
		client := kubernetes.NewForConfigOrDie(config)
		everyVerb(ctx, client.CoreV1().ConfigMaps(namespace))
		podTemplates(ctx, client.CoreV1().PodTemplates(namespace))
	}
	throughControllerRuntime(ctx, namespace)
}

func everyVerb(ctx context.Context, maps corev1client.ConfigMapInterface) {
	created := create(ctx, maps)
	pages(ctx, maps)
	changed := watched(ctx, maps, func() *corev1.ConfigMap { return change(ctx, maps, created) })
	patches(ctx, maps, changed.Name)
	apply(ctx, maps)
	remove(ctx, maps)
}

func configMap(name, color string) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"color": color}},
		Data:       map[string]string{"color": color},
	}
}

func create(ctx context.Context, maps corev1client.ConfigMapInterface) *corev1.ConfigMap {
	rehearsal := metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}
	must(maps.Create(ctx, configMap("one", "red"), rehearsal))
	_, err := maps.Get(ctx, "one", metav1.GetOptions{})
	expectRefused("a dry run stores nothing", err, metav1.StatusReasonNotFound)

	created := must(maps.Create(ctx, configMap("one", "red"), metav1.CreateOptions{}))
	expect("what was created is read", must(maps.Get(ctx, "one", metav1.GetOptions{})), created)
	_, err = maps.Create(ctx, configMap("one", "red"), metav1.CreateOptions{})
	expectRefused("a name is taken once", err, metav1.StatusReasonAlreadyExists)
	return created
}

func pages(ctx context.Context, maps corev1client.ConfigMapInterface) {
	wanted := []string{}
	for number := range 7 {
		name := fmt.Sprint("page-", number)
		wanted = append(wanted, name)
		must(maps.Create(ctx, configMap(name, "blue"), metav1.CreateOptions{}))
	}
	blue := metav1.ListOptions{LabelSelector: "color=blue", Limit: 3}
	first := must(maps.List(ctx, blue))
	expect("a page is as long as was asked", len(first.Items), 3)
	expect("there are more pages", first.Continue != "", true)

	names := []string{}
	inPages := pager.New(pager.SimplePageFunc(func(options metav1.ListOptions) (runtime.Object, error) {
		return maps.List(ctx, options)
	}))
	inPages.PageSize = 3
	done(inPages.EachListItem(ctx, blue, func(object runtime.Object) error {
		names = append(names, object.(*corev1.ConfigMap).Name)
		return nil
	}))
	expect("all pages together have each object once", names, wanted)
	red := must(maps.List(ctx, metav1.ListOptions{LabelSelector: "color notin (blue)", FieldSelector: "metadata.name=one"}))
	expect("selectors select", len(red.Items), 1)
}

// change updates an object, which nobody can do who has read it before.
func change(ctx context.Context, maps corev1client.ConfigMapInterface, read *corev1.ConfigMap) *corev1.ConfigMap {
	fresh := read.DeepCopy()
	fresh.Data["color"] = "green"
	updated := must(maps.Update(ctx, fresh, metav1.UpdateOptions{}))
	_, err := maps.Update(ctx, read, metav1.UpdateOptions{})
	expectRefused("an old version is not written back", err, metav1.StatusReasonConflict)
	return updated
}

// watched is what an action gave, while a watch sees it and how its object is deleted and made anew.
func watched(
	ctx context.Context, maps corev1client.ConfigMapInterface, action func() *corev1.ConfigMap,
) *corev1.ConfigMap {
	options := metav1.ListOptions{FieldSelector: "metadata.name=one"}
	options.ResourceVersion = must(maps.List(ctx, options)).ResourceVersion
	watching := must(maps.Watch(ctx, options))
	defer watching.Stop()
	changed := action()
	done(maps.Delete(ctx, "one", metav1.DeleteOptions{}))
	made := must(maps.Create(ctx, configMap("one", "red"), metav1.CreateOptions{}))

	seen := []watch.EventType{}
	for range 3 {
		event := <-watching.ResultChan()
		seen = append(seen, event.Type)
		if event.Type == watch.Modified {
			expect("the watch tells what was answered", event.Object.(*corev1.ConfigMap), changed)
		}
	}
	expect("the watch sees every change", seen, []watch.EventType{watch.Modified, watch.Deleted, watch.Added})
	return made
}

func patches(ctx context.Context, maps corev1client.ConfigMapInterface, name string) {
	patch := func(kind types.PatchType, patch string) map[string]string {
		return must(maps.Patch(ctx, name, kind, []byte(patch), metav1.PatchOptions{})).Data
	}
	expect("a JSON patch adds and tests",
		patch(types.JSONPatchType, `[{"op":"test","path":"/data/color","value":"red"},{"op":"add","path":"/data/json","value":"1"}]`),
		map[string]string{"color": "red", "json": "1"})
	expect("a merge patch removes with null",
		patch(types.MergePatchType, `{"data":{"json":null,"merge":"2"}}`),
		map[string]string{"color": "red", "merge": "2"})
	expect("a strategic merge patch replaces",
		patch(types.StrategicMergePatchType, `{"data":{"$patch":"replace","color":"red"}}`),
		map[string]string{"color": "red"})

	failing := []byte(`[{"op":"test","path":"/data/color","value":"blue"}]`)
	_, err := maps.Patch(ctx, name, types.JSONPatchType, failing, metav1.PatchOptions{})
	expectRefused("a failing test changes nothing", err, metav1.StatusReasonInvalid)
}

func apply(ctx context.Context, maps corev1client.ConfigMapInterface) {
	wish := func(data map[string]string) *applyv1.ConfigMapApplyConfiguration {
		return applyv1.ConfigMap("applied", "").WithLabels(map[string]string{"color": "blue"}).WithData(data)
	}
	wished := func(manager string, data map[string]string, force bool) (*corev1.ConfigMap, error) {
		return maps.Apply(ctx, wish(data), metav1.ApplyOptions{FieldManager: manager, Force: force})
	}
	must(wished("first", map[string]string{"mine": "1", "shared": "1"}, false))
	_, err := wished("second", map[string]string{"shared": "2"}, false)
	expectRefused("two managers conflict", err, metav1.StatusReasonConflict)
	must(wished("second", map[string]string{"shared": "2"}, true))
	left := must(wished("first", map[string]string{}, false))
	expect("what its last manager drops is gone", left.Data, map[string]string{"shared": "2"})

	extracted := must(applyv1.ExtractConfigMap(left, "second"))
	expect("a manager's fields are told", extracted.Data, map[string]string{"shared": "2"})
}

// podTemplates have lists that a strategic merge patch merges by name.
func podTemplates(ctx context.Context, templates corev1client.PodTemplateInterface) {
	template := &corev1.PodTemplate{ObjectMeta: metav1.ObjectMeta{Name: "template"}}
	template.Template.Spec.Containers = []corev1.Container{{Name: "web", Image: "web:1"}, {Name: "log", Image: "log:1"}}
	must(templates.Create(ctx, template, metav1.CreateOptions{}))
	patch := must(json.Marshal(map[string]any{"template": map[string]any{"spec": map[string]any{
		"containers": []map[string]string{{"name": "log", "image": "log:2"}, {"name": "new", "image": "new:1"}},
	}}}))
	patched := must(templates.Patch(ctx, "template", types.StrategicMergePatchType, patch, metav1.PatchOptions{}))

	images := []string{}
	for _, container := range patched.Template.Spec.Containers {
		images = append(images, container.Image)
	}
	slices.Sort(images)
	expect("containers are merged by name", images, []string{"log:2", "new:1", "web:1"})
	done(templates.Delete(ctx, "template", metav1.DeleteOptions{}))
}

func remove(ctx context.Context, maps corev1client.ConfigMapInterface) {
	other := types.UID("another")
	err := maps.Delete(ctx, "one", metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &other}})
	expectRefused("another object is not deleted", err, metav1.StatusReasonConflict)
	done(maps.Delete(ctx, "one", metav1.DeleteOptions{}))
	_, err = maps.Get(ctx, "one", metav1.GetOptions{})
	expectRefused("what was deleted is gone", err, metav1.StatusReasonNotFound)

	blue := metav1.ListOptions{LabelSelector: "color=blue"}
	done(maps.DeleteCollection(ctx, metav1.DeleteOptions{}, blue))
	expect("a collection is deleted", len(must(maps.List(ctx, blue)).Items), 0)
}
