"""The files of `deploy/` agree with each other and with the program."""

from __future__ import annotations

import re
from typing import Any

import yaml

from s3dash import ROOT
from tests.deploy.replicas import TEMPLATE

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def manifests() -> list[dict[str, Any]]:
    names = yaml.safe_load((DEPLOY / "kubernetes/kustomization.yaml").read_text())["resources"]
    texts = [(DEPLOY / "kubernetes" / name).read_text(encoding="utf-8") for name in names]
    return [one for text in texts for one in yaml.safe_load_all(text)]


def test_the_image_has_all_that_is_copied_and_each_name_is_pinned() -> None:
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
    for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE):
        assert ":" in image, image
        assert not image.endswith(":latest")
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert DOCKERFILE.count("HEALTHCHECK") == 2


def test_what_the_image_copies_reaches_its_builder() -> None:
    passed = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            assert any(name.startswith(one[1:]) for one in passed if one.startswith("!")), name


def test_every_setting_of_nginx_has_a_value() -> None:
    names = set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text(encoding="utf-8")))
    given = set(re.findall(r"(\w+)=", DOCKERFILE.partition("AS proxy")[2].partition("FROM")[0]))
    assert names - given == {"NGINX_LOCAL_RESOLVERS"}, "which the image's own start script sets"


def test_containers_are_unprivileged_and_write_nothing_but_tmp() -> None:
    deployments = [one for one in manifests() if one["kind"] == "Deployment"]
    assert {one["metadata"]["name"] for one in deployments} == {"app", "proxy"}
    for one in deployments:
        pod = one["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert one["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert {"limits", "requests"} <= set(container["resources"])
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert all(service["read_only"] for service in services.values())


def test_nothing_leaves_the_house() -> None:
    policies = {m["metadata"]["name"]: m for m in manifests() if m["kind"] == "NetworkPolicy"}
    assert policies["app"]["spec"]["egress"] == []
    assert "Egress" in policies["app"]["spec"]["policyTypes"]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert compose["services"]["app-1"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}
