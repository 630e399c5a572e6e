package services_test

import (
	"log/slog"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// counting counts what is written to the connections of a listener.
type counting struct {
	net.Listener
	writes *atomic.Int64
}

func (l counting) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return countingConn{Conn: conn, writes: l.writes}, err
}

type countingConn struct {
	net.Conn
	writes *atomic.Int64
}

func (c countingConn) Write(b []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(b)
}

// TestResponsesGoOutTogether has many callers call at once where one thing runs at a time: the server writes far less
// often than it answers.
func TestResponsesGoOutTogether(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	server := services.New(largeRelease(t, "digest", 1, 5000), slog.New(slog.DiscardHandler))
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var writes atomic.Int64
	go func() { _ = server.Serve(counting{Listener: listener, writes: &writes}) }()
	defer server.Shutdown(t.Context())
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	client := compendiumv1.NewCatalogServiceClient(conn)
	const callers, calls = 32, 50
	var wait sync.WaitGroup
	for range callers {
		wait.Go(func() {
			for range calls {
				if _, err := client.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/large-00"}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	if n := writes.Load(); n > callers*calls/2 {
		t.Errorf("%d writes for %d responses", n, callers*calls)
	}
}
