package org.researchtracker.media.fetch;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.Step;
import org.researchtracker.media.fetch.Download.Redirects;

/**
 * Says of a medium where it may be had, in the order in which it is asked for: from ComfyUI by its
 * prompt, from SwarmUI by its path, from its addresses on the web.
 *
 * <p>The servers that a person named and the rest of the web have a transport each: so a connection
 * to a private address that was opened for {@code /view} never serves a URL out of a log. Safe for
 * use by several threads.
 */
final class Sources implements AutoCloseable {
  private final Transport named;
  private final Transport web;
  private final Download download;
  private final List<ComfyUi> comfyUis = new ArrayList<>();
  private final List<SwarmUi> swarmUis = new ArrayList<>();

  /** Who may be connected to, besides whom a person named. */
  interface Guarding {
    AddressGuard of(AllowedHosts allowed);
  }

  Sources(
      FetchSettings settings,
      Allowance allowance,
      Clock clock,
      Guarding guarding,
      TlsOnDemand tls) {
    List<NamedServer> comfy = settings.comfyui().stream().map(NamedServer::parse).toList();
    List<NamedServer> swarm = settings.swarmui().stream().map(NamedServer::parse).toList();
    List<String> hosts =
        Stream.concat(comfy.stream(), swarm.stream()).map(NamedServer::hostAndPort).toList();
    FetchLimits limits = settings.limits();
    Refusals refusals = new Refusals(clock);
    named =
        new Transport(guarding.of(AllowedHosts.parse(hosts)), limits, settings.userAgent(), tls);
    web = new Transport(guarding.of(settings.allowedHosts()), limits, settings.userAgent(), tls);
    download = new Download(web, limits, allowance, refusals, Redirects.FOLLOWED);
    Download direct = new Download(named, limits, allowance, refusals, Redirects.REFUSED);
    comfy.forEach(server -> comfyUis.add(new ComfyUi(server, named, direct, refusals)));
    swarm.forEach(server -> swarmUis.add(new SwarmUi(server, direct)));
  }

  /** The sources of a medium; none where nothing says where it could be. */
  List<Source> of(FetchTarget target) {
    MediaReference reference = target.reference();
    Wanted wanted = Wanted.of(target.type());
    Optional<String> path = Addresses.path(reference);
    List<Source> sources = new ArrayList<>();
    Addresses.promptId(reference)
        .ifPresent(id -> comfyUis.forEach(server -> sources.add(prompt(server, id, path, wanted))));
    path.filter(text -> !Addresses.isUrl(text))
        .flatMap(Addresses::swarmPath)
        .ifPresent(file -> swarmUis.forEach(server -> sources.add(file(server, file, wanted))));
    Addresses.urls(reference).forEach(url -> sources.add(address(url, wanted)));
    return sources;
  }

  private static Source prompt(
      ComfyUi server, String promptId, Optional<String> path, Wanted wanted) {
    return new Source(
        server.server().hostAndPort(),
        Step.COMFYUI,
        server.server().at("/history/" + Query.encode(promptId)).toString(),
        partial -> server.fetch(promptId, path.map(Sources::pathAlone), partial, wanted));
  }

  /** Of a URL the path counts, or the name in a query that ComfyUI would understand. */
  private static String pathAlone(String path) {
    if (!Addresses.isUrl(path)) {
      return path;
    }
    return WebAddress.parse(path)
        .map(url -> Query.of(url.target()).value("filename").orElseGet(url::fileName))
        .orElse("");
  }

  private static Source file(SwarmUi server, String path, Wanted wanted) {
    return new Source(
        server.server().hostAndPort(),
        Step.SWARMUI,
        server.server().at(path).toString(),
        partial -> server.fetch(path, partial, wanted));
  }

  /** An address; what leads to a server that was named is asked as that server is. */
  private Source address(String url, Wanted wanted) {
    Optional<WebAddress> address = WebAddress.parse(url);
    if (address.isEmpty()) {
      return new Source(
          "", Step.WEB, url, partial -> Refusals.refused("no address that can be asked for"));
    }
    for (ComfyUi server : comfyUis) {
      Optional<ComfyOutput> output =
          server.server().targetOf(address.get()).flatMap(ComfyOutput::ofTarget);
      if (output.isPresent()) {
        return new Source(
            server.server().hostAndPort(),
            Step.COMFYUI,
            url,
            partial -> server.view(output.get(), partial, wanted));
      }
    }
    for (SwarmUi server : swarmUis) {
      Optional<String> path = server.server().targetOf(address.get()).flatMap(Addresses::swarmPath);
      if (path.isPresent()) {
        return new Source(
            server.server().hostAndPort(),
            Step.SWARMUI,
            url,
            partial -> server.fetch(Query.decode(path.get(), false), partial, wanted));
      }
    }
    return new Source(
        address.get().host() + ":" + address.get().port(),
        Step.WEB,
        url,
        partial -> download.fetch(address.get(), "", partial, wanted));
  }

  @Override
  public void close() {
    named.close();
    web.close();
  }
}
