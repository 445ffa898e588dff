package dev.timonier.server.validation;

/// What holds for the URL of a webhook: `https://host[/path]`.
final class WebhookUrlRules {
  private static final String FORM = "; desired format: https://host[/path]";

  private WebhookUrlRules() {}

  static void validate(Subject place) {
    switch (GoUrl.parse(place.text())) {
      case GoUrl.Invalid(var fault) -> place.required("url must be a valid URL: " + fault + FORM);
      case GoUrl.Valid url -> parts(place, url);
    }
  }

  private static void parts(Subject place, GoUrl.Valid url) {
    if (!url.scheme().equals("https")) {
      invalid(place, url.scheme(), "'https' is the only allowed URL scheme" + FORM);
    }
    if (url.host().isEmpty()) {
      invalid(place, url.host(), "host must be specified" + FORM);
    }
    url.user()
        .ifPresent(user -> invalid(place, user, "user information is not permitted in the URL"));
    if (!url.fragment().isEmpty()) {
      invalid(place, url.fragment(), "fragments are not permitted in the URL");
    }
    if (!url.query().isEmpty()) {
      invalid(place, url.query(), "query parameters are not permitted in the URL");
    }
  }

  private static void invalid(Subject place, String part, String detail) {
    place.invalid(Subject.quote(part), detail);
  }
}
