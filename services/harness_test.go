package services_test

import (
	"context"
	"log/slog"
	"net"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/test/bufconn"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
)

// asOf is the day for which the tests serve.
const asOf = date.Day("2026-06-01")

// site is a server with a connection to it.
type site struct {
	server     *services.Server
	catalog    compendiumv1.CatalogServiceClient
	validation compendiumv1.ValidationServiceClient
	health     healthpb.HealthClient
	conn       *grpc.ClientConn
}

// exampleFiles returns the content of the example catalog.
func exampleFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/catalog.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := make(fstest.MapFS)
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

func newRelease(t testing.TB, files fstest.MapFS) *release.Release {
	t.Helper()
	r, err := release.FromFS(t.Context(), files, "content", "test", release.Options{AsOf: asOf})
	if err != nil {
		t.Fatalf("release: %v", err)
	}
	t.Cleanup(func() { runtime.KeepAlive(r) }) // its bytes may be read without it
	return r
}

// serve starts a server of the example catalog.
func serve(t testing.TB) *site {
	t.Helper()
	return serveWith(t)
}

// serveWith starts a server of the example catalog with options.
func serveWith(t testing.TB, options ...services.Option) *site {
	t.Helper()
	return serveFiles(t, exampleFiles(t), options...)
}

// serveFiles starts a server of a catalog with options.
func serveFiles(t testing.TB, files fstest.MapFS, options ...services.Option) *site {
	t.Helper()
	server := services.New(newRelease(t, files), slog.New(slog.DiscardHandler), options...)
	return connect(t, server)
}

// connect serves and connects to a server.
func connect(t testing.TB, server *services.Server, options ...grpc.DialOption) *site {
	t.Helper()
	listener := bufconn.Listen(1 << 20)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	conn, err := grpc.NewClient(
		"passthrough:///bufconn",
		append(
			options,
			grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithContextDialer(
				func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) },
			),
		)...)
	if err != nil {
		t.Fatalf("client: %v", err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		server.Shutdown(ctx)
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return &site{server: server, conn: conn, catalog: compendiumv1.NewCatalogServiceClient(conn),
		validation: compendiumv1.NewValidationServiceClient(conn), health: healthpb.NewHealthClient(conn)}
}

// serving returns the version that a server serves, and whether something keeps it from serving newer content.
func serving(s *services.Server) (version string, refused bool) {
	now := s.Status()
	return now.Version, now.Refused != "" || now.Unreachable
}

// isOpen reports whether a file has a reference left.
func isOpen(f *file.File) bool {
	if !f.Acquire() {
		return false
	}
	f.Close()
	return true
}
