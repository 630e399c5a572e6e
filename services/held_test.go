package services_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// largeRelease writes a release of drugs of some length, drugs/large-00 and on, and maps it.
func largeRelease(t *testing.T, digest string, drugs, length int) *release.Release {
	t.Helper()
	b := file.NewBuilder(asOf, nil)
	for i := range drugs {
		drug := &compendiumv1.Drug{
			Name:        fmt.Sprintf("drugs/large-%02d", i),
			DisplayName: digest,
			Notes:       []*compendiumv1.Note{{Text: strings.Repeat("x", length)}},
		}
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Build(digest, file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "release")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := release.OpenInBackground(path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestDroppedReleaseStaysOpenForItsReaders has a caller that does not read on while the release that answers
// it is replaced: the release is held until the caller has its whole response, and no longer.
func TestDroppedReleaseStaysOpenForItsReaders(t *testing.T) {
	// The list is larger than what the connection takes at once.
	const drugs, length, window = 40, 20_000, 64 << 10
	c := config.Default()
	c.RetainReleases = 1
	first := largeRelease(t, "first", drugs, length)
	server := services.New(first, slog.New(slog.DiscardHandler), services.WithConfig(c))
	s := connect(t, server, grpc.WithInitialWindowSize(window), grpc.WithInitialConnWindowSize(window))
	stream, err := s.conn.NewStream(
		t.Context(),
		&grpc.StreamDesc{ServerStreams: true},
		compendiumv1.CatalogService_ListDrugs_FullMethodName,
	)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.SendMsg(&compendiumv1.ListDrugsRequest{PageSize: 100}); err != nil {
		t.Fatal(err)
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Header(); err != nil {
		t.Fatal(err)
	}
	server.Swap(largeRelease(t, "second", drugs, length), services.Times{})
	time.Sleep(20 * time.Millisecond) // so that an early release would show
	if !isOpen(first.File) {
		t.Fatal("the release was let go of while a caller was reading a response of it")
	}
	var response compendiumv1.ListDrugsResponse
	if err := stream.RecvMsg(&response); err != nil {
		t.Fatal(err)
	}
	if n := len(response.Drugs); n != drugs || response.Drugs[n-1].DisplayName != "first" {
		t.Errorf("the response has %d drugs", n)
	}
	for deadline := time.Now().Add(10 * time.Second); isOpen(first.File); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the release is held after its last reader was done")
		}
	}
}
