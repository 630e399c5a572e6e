package client_test //nolint:testableexamples // it needs a service

import (
	"context"
	"fmt"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Example reads from an in-memory copy that follows the service. To read from the service itself, use
// client.NewRemote(conn).
func Example() {
	if err := example(context.Background()); err != nil {
		log.Println(err)
	}
}

func example(ctx context.Context) error {
	conn, err := client.Dial("dns:///compendium.example.org:50051",
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // there is nothing left to send
	reader, err := client.Follow(ctx, conn)
	if err != nil {
		return err
	}
	defer reader.Close()
	imatinib, err := client.Get[*compendiumv1.Drug](ctx, reader, "drugs/imatinib")
	if err != nil {
		return err
	}
	fmt.Println(imatinib.DisplayName, reader.State().Version)
	return nil
}
