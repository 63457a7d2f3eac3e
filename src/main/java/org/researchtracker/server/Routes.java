package org.researchtracker.server;

import static org.researchtracker.server.Parameter.Kind.NUMBER;
import static org.researchtracker.server.Parameter.Kind.TEXT;
import static org.researchtracker.server.Parameter.header;
import static org.researchtracker.server.Parameter.path;
import static org.researchtracker.server.Route.Audience.ANY_VIEW;
import static org.researchtracker.server.Route.Audience.EVERYBODY;
import static org.researchtracker.server.Route.Audience.RESEARCHERS;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.server.Route.Handler;

/** Every route there is, as tables: the methods are as long as there are routes. */
final class Routes {
  private static final String API = "/api/research/";
  private static final Parameter ID = path("id", TEXT, "The exact id of an execution");

  private Routes() {}

  /** Returns the routes; those of the server itself are answered by what is given here. */
  static List<Route> all(Handler events, Handler openApi, Handler health, Handler metrics) {
    List<Route> routes = new ArrayList<>(executions());
    routes.addAll(selections());
    routes.add(
        new Route(
            "labels",
            API + "labels",
            "What configs, devices and users are called, by their ids; for display only",
            Listings.JSON,
            "labels",
            RESEARCHERS,
            List.of(),
            Names::all));
    routes.add(
        new Route(
            "events",
            API + "events",
            "New items as the logs gain them; Last-Event-ID continues",
            Route.EVENTS,
            "",
            ANY_VIEW,
            Parameters.events(),
            events));
    routes.add(
        new Route(
            "openapi",
            "/openapi.json",
            "This description",
            Listings.JSON,
            "",
            EVERYBODY,
            List.of(),
            openApi));
    routes.add(
        new Route(
            "health",
            "/healthz",
            "Whether the server answers and the logs can be read",
            Listings.JSON,
            "health",
            EVERYBODY,
            List.of(),
            health));
    routes.add(
        new Route(
            "metrics",
            "/metrics",
            "Counts for Prometheus",
            "text/plain; version=0.0.4",
            "",
            RESEARCHERS,
            List.of(),
            metrics));
    routes.add(
        new Route(
            "page", "/", "The page for people", "text/html", "", ANY_VIEW, List.of(), Page::start));
    routes.add(
        new Route(
            "page-part",
            "/page/{file}",
            "What the page is made of",
            "text/plain",
            "",
            ANY_VIEW,
            List.of(path("file", TEXT, "The name of the file")),
            Page::part));
    return routes;
  }

  private static List<Route> executions() {
    List<Parameter> export = new ArrayList<>(List.of(ID));
    export.addAll(Parameters.bundle());
    List<Parameter> ofConfig =
        new ArrayList<>(List.of(path("name", TEXT, "The exact name of an execution's config")));
    Parameters.listing().stream()
        .filter(parameter -> !parameter.name().equals("config"))
        .forEach(ofConfig::add);
    return List.of(
        new Route(
            "execution",
            API + "execution/{id}",
            "One execution with all its items",
            Listings.JSON,
            "show",
            ANY_VIEW,
            List.of(ID, Parameters.view()),
            Executions::record),
        new Route(
            "execution-journey",
            API + "execution/{id}/journey",
            "The stages and steps of an execution, as the views draw them, and its media",
            Listings.JSON,
            "journey",
            ANY_VIEW,
            List.of(ID),
            Journeys::ofExecution),
        new Route(
            "execution-export",
            API + "execution/{id}/export",
            "One execution as a bundle",
            Route.ZIP,
            "",
            RESEARCHERS,
            export,
            Exports::ofExecution),
        new Route(
            "execution-media",
            API + "execution/{id}/media/{n}",
            "The file of an item, under the type that it truly has",
            Route.ANY,
            "",
            ANY_VIEW,
            List.of(
                ID,
                header("Range", "A part of the file: bytes=0-99, bytes=100-, bytes=-100"),
                path("n", NUMBER, "The item's sequence number")),
            Media::file),
        new Route(
            "config-executions",
            API + "config/{name}/executions",
            "The executions of a config, newest first",
            Listings.JSON,
            "list",
            RESEARCHERS,
            ofConfig,
            Listings::ofConfig));
  }

  private static List<Route> selections() {
    return List.of(
        new Route(
            "executions",
            API + "executions",
            "Executions, newest first",
            Listings.JSON,
            "list",
            RESEARCHERS,
            Parameters.listing(),
            Listings::executions),
        new Route(
            "items",
            API + "items",
            "Items across executions",
            Listings.JSON,
            "items",
            ANY_VIEW,
            Parameters.listing(),
            Listings::items),
        new Route(
            "outputs",
            API + "outputs",
            "Requested outputs and what became of them",
            Listings.JSON,
            "outputs",
            ANY_VIEW,
            Parameters.listing(),
            Listings::outputs),
        new Route(
            "search",
            API + "search",
            "Items whose contents hold words",
            Listings.JSON,
            "search",
            RESEARCHERS,
            Parameters.search(),
            Listings::search),
        new Route(
            "stats",
            API + "stats",
            "Counts of executions, items and outputs",
            Listings.JSON,
            "stats",
            RESEARCHERS,
            Parameters.stats(),
            Listings::stats),
        new Route(
            "export",
            API + "export",
            "A selection as one bundle",
            Route.ZIP,
            "",
            RESEARCHERS,
            Parameters.export(),
            Exports::ofSelection));
  }
}
