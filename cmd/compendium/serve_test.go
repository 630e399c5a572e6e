package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestServeFollowsADirectory breaks and mends a content directory while it is served, on a real listener and disk.
func TestServeFollowsADirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	if err := writeExample(dir); err != nil {
		t.Fatal(err)
	}
	client := start(t, "serve", "--content", dir, "--as-of", "2026-06-01", "--listen", "127.0.0.1:0", "--poll", "5ms")
	first := state(t, client)

	file := filepath.Join(dir, "drugs", "examplinib.yaml")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(good), "off_label: true, ", "", 1))
	refused := await(t, client,
		func(s *compendiumv1.Catalog) bool { return s.LoadState == compendiumv1.Catalog_LAST_GOOD })
	if refused.Version != first.Version || len(refused.LoadFindings) != 1 || refused.LoadFindings[0].Line != 30 {
		t.Errorf("after the break: %v", refused)
	}
	write(t, file, strings.Replace(string(good), "term: headache", "term: migraine", 1))
	mended := await(t, client, func(s *compendiumv1.Catalog) bool { return s.LoadState == compendiumv1.Catalog_CURRENT })
	if mended.Version == first.Version {
		t.Errorf("after mending: %v", mended)
	}
}

func TestServeEmbeddedCatalog(t *testing.T) {
	client := start(t, "serve", "--listen", "127.0.0.1:0")
	if s := state(t, client); s.Source != "embedded" || s.Findings.Errors != 0 {
		t.Errorf("catalog %v", s)
	}
}

// start runs the command until the test ends and returns a client of the address that it logs.
func start(t *testing.T, args ...string) compendiumv1.CatalogServiceClient {
	t.Helper()
	return startAt(t, time.Now, args...)
}

// startAt starts the command with a clock.
func startAt(t *testing.T, now func() time.Time, args ...string) compendiumv1.CatalogServiceClient {
	t.Helper()
	reader, writer := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		c := &command{Stdin: strings.NewReader(""), Stdout: writer, Stderr: writer, Now: now}
		done <- c.Main(ctx, append(args, "--shutdown-delay", "0s"))
		_ = writer.Close()
	}()
	address := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(reader)
		for lines.Scan() {
			t.Log(lines.Text())
			if found := regexp.MustCompile(`msg=serving address=(\S+)`).FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
		close(address)
	}()
	target, ok := <-address
	if !ok {
		t.Fatalf("the command ended with %d", <-done)
	}
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
		stop()
		if code := <-done; code != exitClean {
			t.Errorf("the command ended with %d", code)
		}
		<-address // the last line is logged
	})
	return compendiumv1.NewCatalogServiceClient(conn)
}

func state(t *testing.T, client compendiumv1.CatalogServiceClient) *compendiumv1.Catalog {
	t.Helper()
	s, err := client.GetCatalog(context.Background(), &compendiumv1.GetCatalogRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func await(t *testing.T, client compendiumv1.CatalogServiceClient,
	holds func(*compendiumv1.Catalog) bool) *compendiumv1.Catalog {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if s := state(t, client); holds(s) {
			return s
		}
	}
	t.Fatalf("it never came: %v", state(t, client))
	return nil
}

// write replaces a file at once, as editors and git do.
func write(t *testing.T, file, text string) {
	t.Helper()
	temporary := file + "~"
	if err := os.WriteFile(temporary, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(temporary, file); err != nil {
		t.Fatal(err)
	}
}
