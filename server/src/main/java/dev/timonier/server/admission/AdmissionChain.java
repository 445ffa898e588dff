package dev.timonier.server.admission;

import java.util.List;

/// The plugins in the order of
/// <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/>.
public record AdmissionChain(List<AdmissionPlugin> plugins) {
  public static final AdmissionChain NONE = new AdmissionChain(List.of());

  public void mutate(AdmissionRequest request) {
    plugins.forEach(plugin -> plugin.mutate(request));
  }

  public void validate(AdmissionRequest request) {
    plugins.forEach(plugin -> plugin.validate(request));
  }
}
