package registrytest

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Debian is Debian's docker-registry, which has no referrers, as a process on loopback.
type Debian struct {
	// Host is its address, such as 127.0.0.1:5000.
	Host string

	program, config string
	stop            func()
}

// StartDebian starts Debian's docker-registry on loopback. It skips the test where the program is not installed. The
// registry stops when the test ends.
func StartDebian(tb testing.TB) *Debian {
	tb.Helper()
	program, err := exec.LookPath("docker-registry")
	if err != nil {
		tb.Skip("docker-registry is not installed; on Debian, apt-get install docker-registry")
	}
	free, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	dir := tb.TempDir()
	d := &Debian{Host: free.Addr().String(), program: program, config: filepath.Join(dir, "config.yml")}
	if err := free.Close(); err != nil {
		tb.Fatal(err)
	}
	config := fmt.Sprintf(
		"version: 0.1\nstorage:\n  filesystem: {rootdirectory: %q}\n  delete: {enabled: true}\nhttp: {addr: %q}\n",
		filepath.Join(dir, "storage"),
		d.Host,
	)
	if err := os.WriteFile(d.config, []byte(config), 0o600); err != nil {
		tb.Fatal(err)
	}
	d.start(tb)
	tb.Cleanup(func() { d.stop() })
	return d
}

func (d *Debian) start(tb testing.TB) {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	run := exec.CommandContext(ctx, d.program, "serve", d.config) //nolint:gosec // the program of the test
	log, err := run.StderrPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := run.Start(); err != nil {
		tb.Fatal(err)
	}
	listening, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			if strings.Contains(lines.Text(), "listening on") {
				close(listening)
			}
		}
		_ = run.Wait() // it is killed
	}()
	d.stop = func() { cancel(); <-ended }
	select {
	case <-listening:
	case <-ended:
		tb.Fatal("docker-registry does not start")
	}
}

// Delete deletes a manifest, by its digest.
func (d *Debian) Delete(tb testing.TB, name, digest string) {
	tb.Helper()
	q, err := http.NewRequestWithContext(tb.Context(), http.MethodDelete,
		"http://"+d.Host+"/v2/"+name+"/manifests/"+digest, http.NoBody)
	if err != nil {
		tb.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		tb.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusAccepted {
		tb.Fatalf("delete %s: %s, %v", digest, answer.Status, err)
	}
}

// CollectGarbage stops the registry, deletes what no tag leads to, and starts it again.
func (d *Debian) CollectGarbage(tb testing.TB) {
	tb.Helper()
	d.stop()
	//nolint:gosec // the program of the test
	collect := exec.CommandContext(tb.Context(), d.program, "garbage-collect", "--delete-untagged", d.config)
	if out, err := collect.CombinedOutput(); err != nil {
		tb.Fatalf("collect garbage: %v\n%s", err, out)
	}
	d.start(tb)
}
