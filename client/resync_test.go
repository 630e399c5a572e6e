package client_test

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// superseded is a service that replaces version v2 by v3 before the client can read v2.
type superseded struct {
	compendiumv1.UnimplementedCatalogServiceServer
	versions chan string
	resumed  chan string
}

func (s *superseded) GetCatalog(context.Context, *compendiumv1.GetCatalogRequest) (*compendiumv1.Catalog, error) {
	return &compendiumv1.Catalog{Version: <-s.versions}, nil
}

func (s *superseded) GetTarget(context.Context, *compendiumv1.GetTargetRequest) (*compendiumv1.Target, error) {
	return nil, status.Error(codes.OutOfRange, "gone")
}

func (s *superseded) WatchCatalog(
	request *compendiumv1.WatchCatalogRequest, stream grpc.ServerStreamingServer[compendiumv1.WatchCatalogResponse],
) error {
	s.resumed <- request.ResumeVersion
	if request.ResumeVersion == "v1" {
		if err := stream.Send(&compendiumv1.WatchCatalogResponse{CatalogVersion: "v2",
			Event: &compendiumv1.WatchCatalogResponse_Release_{
				Release: &compendiumv1.WatchCatalogResponse_Release{Changes: []*compendiumv1.Change{{Name: "targets/new",
					Kind: compendiumv1.Change_ADDED}}},
			}}); err != nil {
			return err
		}
	}
	<-stream.Context().Done()
	return nil
}

// After a resync, the remaining events of the watch are older than the copy and must not be applied: the watch
// restarts.
func TestWatchRestartsAfterResync(t *testing.T) {
	service := &superseded{versions: make(chan string, 2), resumed: make(chan string, 2)}
	service.versions <- "v1"
	service.versions <- "v3"
	conn := serveFake(t, service)
	cache, err := client.Follow(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"v1", "v3"} {
		select {
		case got := <-service.resumed:
			if got != want {
				t.Fatalf("the watch resumes at %s, want %s", got, want)
			}
		case <-timeout(t):
			t.Fatalf("the cache does not watch from %s", want)
		}
	}
	if got := cache.State().Version; got != "v3" {
		t.Errorf("the cache is at %s, want v3", got)
	}
}

// timeout returns a channel that is closed after 10 seconds.
func timeout(t testing.TB) <-chan struct{} {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx.Done()
}

// lists answers every List method with an empty page.
func lists(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	answer, err := handler(ctx, request)
	if status.Code(err) != codes.Unimplemented {
		return answer, err
	}
	return &compendiumv1.ListTargetsResponse{}, nil
}

func serveFake(t testing.TB, service compendiumv1.CatalogServiceServer) *grpc.ClientConn {
	t.Helper()
	listener := bufconn.Listen(1 << 16)
	server := grpc.NewServer(grpc.UnaryInterceptor(lists))
	compendiumv1.RegisterCatalogServiceServer(server, service)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:fake", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}
