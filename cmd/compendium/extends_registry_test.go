package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// project is a catalog that extends another one. Its commands run in its directory.
type project struct{ t *testing.T }

// run runs a command and returns what it prints, on both streams.
func (p project) run(want int, args ...string) string {
	p.t.Helper()
	var said bytes.Buffer
	c := &command{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said, Now: time.Now}
	if code := c.Main(p.t.Context(), args); code != want {
		p.t.Fatalf("compendium %s ended with %d, want %d: %s", strings.Join(args, " "), code, want, &said)
	}
	return said.String()
}

// says fails unless a text has all the parts.
func (p project) says(text string, parts ...string) {
	p.t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			p.t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

// TestExtendsRegistry extends a channel of a registry that is reached over TLS with a password: a new project pins the
// release of the channel and is checked without the registry, an update moves it, and only signed releases are taken.
func TestExtendsRegistry(t *testing.T) {
	p, dir := project{t}, t.TempDir()
	t.Chdir(dir)
	authority := certtest.New(t)
	pair, err := tls.X509KeyPair(authority.Issue(time.Now().Add(time.Hour), nil))
	if err != nil {
		t.Fatal(err)
	}
	server := registrytest.Start(t, &registrytest.Registry{User: "ann", Password: "secret",
		TLS: &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}})
	channel := "oci+https://" + server.Host() + "/base:stable"
	certtest.Write(t, "ca.crt", authority.PEM())
	if err := writeExample("base"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"team.key", "other.key"} {
		p.run(exitClean, "keygen", "-o", name)
	}
	t.Setenv("COMPENDIUM_CACHE_DIR", filepath.Join(dir, "cache"))
	t.Setenv("COMPENDIUM_REGISTRY_CA", "")
	t.Setenv("DOCKER_CONFIG", filepath.Join(dir, "docker"))
	login := func(password string) {
		auth := base64.StdEncoding.EncodeToString([]byte("ann:" + password))
		if err := os.MkdirAll("docker", 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join("docker", "config.json"), fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, server.Host(), auth))
	}
	publish := func(key string) {
		p.run(exitClean, "publish", channel, "base", "--as-of", "2026-06-01", "--key", key, "--registry-ca", "ca.crt")
	}
	login("secret")
	publish("team.key")

	// Without the authority or the password there is no project.
	p.says(p.run(exitFailed, "init", "ward", "--extends", channel), "certificate")
	ca := filepath.Join(dir, "ca.crt")
	t.Setenv("COMPENDIUM_REGISTRY_CA", ca)
	login("wrong")
	p.says(p.run(exitFailed, "init", "ward", "--extends", channel), "docker login "+server.Host())
	login("secret")
	p.run(exitClean, "init", "ward", "--extends", channel)
	t.Chdir("ward")
	lock := func() string { return readFile(t, "compendium.lock") }
	p.says(lock(), "extends: "+channel, "number: 1")
	write(t, filepath.Join("content", "lists", "formulary.yaml"), `display_name: Example formulary
kind: FORMULARY
body: Example hospital
entries:
  - {id: trialimab, drug: drugs/trialimab, status: UNDER_REVIEW, cites: [page]}
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
`)
	lint := []string{"lint", "--quiet", "--as-of", "2026-06-01"}

	// Lint does not ask the registry for what is in the cache. A colleague's empty cache is filled by digest.
	server.Requests()
	p.run(exitClean, lint...)
	if asked := server.Requests(); len(asked) > 0 {
		t.Errorf("lint asked the registry: %v", asked)
	}
	t.Setenv("COMPENDIUM_CACHE_DIR", filepath.Join(dir, "colleague"))
	p.run(exitClean, lint...)
	if asked := strings.Join(server.Requests(), "\n"); !strings.Contains(asked, "/manifests/sha256:") ||
		strings.Contains(asked, "/manifests/stable") {
		t.Errorf("the release is fetched by\n%s", asked)
	}
	p.says(p.run(exitClean, "update"), channel+" has nothing newer")

	// The channel moves. The project does not, until update says what that means here.
	write(t, filepath.Join(dir, "base", "drugs", "trialimab.yaml"),
		"display_name: Trialimab\ndepth: MONOGRAPH\nlifecycle: RETIRED\nreplaced_by: [drugs/examplinib]\n")
	if err := os.RemoveAll(filepath.Join(dir, "base", "regimens")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	publish("team.key")
	t.Chdir("ward")
	p.run(exitClean, lint...)
	p.says(p.run(exitFindings, "update", "--as-of", "2026-06-01"), "compendium.lock: release 2, sha256:",
		"drugs/trialimab\n",
		"content/lists/formulary.yaml:5:27: error: ", "[reference-retired]", "findings that are new here: 1")
	p.says(lock(), "number: 2")
	p.says(p.run(exitFindings, lint...), "[reference-retired]")
	p.says(p.run(exitFindings, "build", "-o", "own.release", "--as-of", "2026-06-01"), "[reference-retired]")
	rewrite(t, filepath.Join("content", "lists", "formulary.yaml"), func(text string) string {
		return strings.Replace(text, "drugs/trialimab", "drugs/examplinib", 1)
	})
	p.run(exitClean, lint...)

	// Only a release with the signature of a key is taken, from the cache as from the registry.
	config := readFile(t, "compendium.yaml")
	for _, cache := range []string{"colleague", "new"} {
		t.Setenv("COMPENDIUM_CACHE_DIR", filepath.Join(dir, cache))
		write(t, "compendium.yaml", config+"extends_keys: [../other.key.pub]\n")
		p.says(p.run(exitFailed, lint...), "no accepted key signed the release")
		write(t, "compendium.yaml", config+"extends_keys: [../team.key.pub]\n")
		p.run(exitClean, lint...)
	}

	// A release may be named by its digest, which needs no lock.
	_, digest, _ := strings.Cut(lock(), "digest: ")
	digest, _, _ = strings.Cut(digest, "\n")
	pinned := strings.TrimSuffix(channel, ":stable") + "@" + digest
	p.says(p.run(exitClean, "update", pinned, "--as-of", "2026-06-01"), "records that differ: 0;")
	if isFile("compendium.lock") {
		t.Errorf("a release that is named by its digest has the lock\n%s", lock())
	}
	p.says(readFile(t, "compendium.yaml"), pinned)

	// What is in the cache does without the registry, and what is not is an error.
	server.Stop()
	p.run(exitClean, lint...)
	p.says(p.run(exitClean, "update"), "has nothing newer")
	t.Setenv("COMPENDIUM_CACHE_DIR", filepath.Join(dir, "empty"))
	for _, args := range [][]string{lint, {"build", "-o", "own.release"}} {
		p.says(p.run(exitFailed, args...), "extends "+pinned+": ")
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
