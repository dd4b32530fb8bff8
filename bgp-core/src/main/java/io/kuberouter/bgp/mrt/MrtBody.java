package io.kuberouter.bgp.mrt;

/** What a record says. */
public sealed interface MrtBody
    permits PeerIndexTable,
        RibRecord,
        RibGenericRecord,
        TableDumpRecord,
        Bgp4mpMessage,
        Bgp4mpStateChange,
        UnknownRecord {}
