// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The manifests of deploy/kubernetes, as the files have them. */
final class Manifests {
    static final Path FOLDER = Deployed.FOLDER.resolve("kubernetes");

    private final List<Node> objects = new ArrayList<>();

    /** A part of a manifest. What is not there is empty. */
    record Node(Object value) {
        /** By keys and indices, such as {@code spec.template.spec.containers.0}. */
        Node at(String path) {
            Object found = value;
            for (String step : path.split("\\.", -1)) {
                if (found instanceof Map<?, ?> map) {
                    found = map.get(step);
                } else if (found instanceof List<?> list) {
                    found = list.get(Integer.parseInt(step));
                } else {
                    found = null;
                }
            }
            return new Node(found);
        }

        List<Node> each() {
            return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
        }

        String text() {
            return String.valueOf(value);
        }
    }

    /** A Deployment or StatefulSet, which runs one container. */
    record Workload(String name, Node spec) {
        Node pod() {
            return spec.at("template.spec");
        }

        Node container() {
            return pod().at("containers.0");
        }

        /** Ports of the container by their names. */
        Map<String, Integer> ports() {
            Map<String, Integer> ports = new TreeMap<>();
            container()
                    .at("ports")
                    .each()
                    .forEach(port -> ports.put(
                            port.at("name").text(),
                            Integer.valueOf(port.at("containerPort").text())));
            return ports;
        }

        Node volume(String name) {
            return pod().at("volumes").each().stream()
                    .filter(volume -> volume.at("name").text().equals(name))
                    .findFirst()
                    .orElse(new Node(null));
        }

        /** Where a volume is in the container. */
        String mount(String name) {
            return container().at("volumeMounts").each().stream()
                    .filter(mount -> mount.at("name").text().equals(name))
                    .map(mount -> mount.at("mountPath").text())
                    .findFirst()
                    .orElse("nowhere");
        }

        /** With the configuration that its ConfigMap is made of. */
        Deployed deployed() {
            return new Deployed(name, FOLDER.resolve("hub").resolve(name + ".yaml"), mount("secrets"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Manifests() {}

    static Manifests read() throws IOException {
        Manifests manifests = new Manifests();
        for (Node resource : kustomization().at("resources").each()) {
            Deployed.yaml()
                    .loadAll(Files.readString(FOLDER.resolve(resource.text())))
                    .forEach(manifest -> manifests.objects.add(new Node(manifest)));
        }
        return manifests;
    }

    static Node kustomization() throws IOException {
        return new Node(Deployed.yaml().load(Files.readString(FOLDER.resolve("kustomization.yaml"))));
    }

    Stream<Node> of(String kind) {
        return objects.stream().filter(object -> object.at("kind").text().equals(kind));
    }

    Stream<Workload> workloads() {
        return Stream.concat(of("Deployment"), of("StatefulSet"))
                .map(object -> new Workload(object.at("metadata.name").text(), object.at("spec")));
    }

    Workload workload(String name) {
        return workloads()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
