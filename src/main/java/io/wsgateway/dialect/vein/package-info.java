/**
 * The protocol of xlvein: clients connect to {@code /ws/connect} with an app's name and a token
 * that is signed with the app's secret, and may send each other JSON objects; back ends push by a
 * signed {@code POST /api/v1/im/push}. What it calls an account or a tag is a user here; its
 * conversations are topics.
 *
 * <p>Connecting is {@link io.wsgateway.dialect.vein.VeinHandshake}, what goes out is {@link
 * io.wsgateway.dialect.vein.VeinCodec}, what back ends say {@link
 * io.wsgateway.dialect.vein.VeinPushResource}.
 */
@NullMarked
package io.wsgateway.dialect.vein;

import org.jspecify.annotations.NullMarked;
