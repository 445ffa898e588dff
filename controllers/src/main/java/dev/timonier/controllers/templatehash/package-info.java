/// The short names that Kubernetes gives to pod templates: `7dcc7ff7f` in `web-7dcc7ff7f`. They are
/// a hash of the text that Go writes of a template, which is written here in the same way, so that
/// a cluster's ReplicaSets are found again whoever made them. Read [TemplateHash] first.
@NullMarked
package dev.timonier.controllers.templatehash;

import org.jspecify.annotations.NullMarked;
