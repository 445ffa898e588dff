/// The controllers of kube-controller-manager, as pure API clients.
@NullMarked
package dev.timonier.controllers;

import org.jspecify.annotations.NullMarked;
