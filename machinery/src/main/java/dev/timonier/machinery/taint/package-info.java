/// Taints of nodes and the tolerations of pods.
@NullMarked
package dev.timonier.machinery.taint;

import org.jspecify.annotations.NullMarked;
